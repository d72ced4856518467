#include <doctest/doctest.h>

#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;
using fixture::document;
using wiring::Flow;

namespace {

// A worker that may reach names, in clusters whose plug-ins hold them by policies of their own.
class Caller {
 public:
  explicit Caller(std::vector<std::string> hosts) {
    const std::uint32_t worker = app_.service("worker");
    app_.dns(worker);
    Flow& flow = app_.wiring().flows.emplace_back();
    flow.from.workload = worker;
    flow.to.kind = wiring::Endpoint::Kind::world;
    flow.to.hosts.edit() = std::move(hosts);
    flow.to.precision = wiring::Precision::names;
    flow.ports = {{.udp = false, .port = 443}};
  }

  Flow& flow() { return app_.wiring().flows.back(); }
  // The spec of the plug-in's policy, between its `egress:` and what every policy of that kind ends with.
  std::string egress(const char* plug_in, std::string_view kind, std::string_view end) {
    const std::string whole = document(in(plug_in), "worker.yaml", kind, "worker-names");
    const std::string_view begin = "spec:\n  egress:\n";
    const std::size_t from = whole.find(begin);
    if (from == std::string::npos || !whole.ends_with(end)) return whole;
    return whole.substr(from + begin.size(), whole.size() - end.size() - from - begin.size());
  }
  // Whether Kubernetes' own policy opens the port to every address.
  bool opened_to_all(const char* plug_in) {
    return document(in(plug_in), "worker.yaml", "NetworkPolicy", "worker").find("443") != std::string::npos;
  }

 private:
  const wiring::Wiring& in(const char* plug_in) {
    app_.wiring().cluster.fqdn_policy = plug_in;
    return app_.wiring();
  }

  Application app_;
};

constexpr std::string_view end_of_cilium =
    "  endpointSelector:\n"
    "    matchLabels:\n"
    "      app.kubernetes.io/instance: worker\n";
constexpr std::string_view end_of_calico =
    "  order: 500\n"
    "  selector: app.kubernetes.io/instance == 'worker'\n"
    "  types:\n"
    "  - Egress\n";
constexpr std::string_view end_of_gke =
    "  podSelector:\n"
    "    matchLabels:\n"
    "      app.kubernetes.io/instance: worker\n";

}  // namespace

TEST_CASE("the cluster's own API is held by a word of the plug-in") {
  Caller caller({"kubernetes.default.svc"});
  caller.flow().ports.push_back({.udp = false, .port = 6443});
  caller.flow().reason = wiring::Reason::api_server;
  CHECK(caller.egress("cilium", "CiliumNetworkPolicy", end_of_cilium) ==
        "  - toEntities:\n"
        "    - kube-apiserver\n"
        "    toPorts:\n"
        "    - ports:\n"
        "      - port: \"443\"\n"
        "        protocol: TCP\n"
        "      - port: \"6443\"\n"
        "        protocol: TCP\n");
  CHECK_FALSE(caller.opened_to_all("cilium"));
  CHECK(caller.egress("calico", "NetworkPolicy", end_of_calico) ==
        "  - action: Allow\n"
        "    destination:\n"
        "      services:\n"
        "        name: kubernetes\n"
        "        namespace: default\n");
}

TEST_CASE("names are held by the plug-in's own policy where the cluster has one") {
  Caller caller({"*.example.com", "api.stripe.com"});
  CHECK(caller.egress("cilium", "CiliumNetworkPolicy", end_of_cilium) ==
        "  - toEndpoints:\n"
        "    - matchLabels:\n"
        "        k8s:io.kubernetes.pod.namespace: kube-system\n"
        "        k8s:k8s-app: kube-dns\n"
        "    toPorts:\n"
        "    - ports:\n"
        "      - port: \"53\"\n"
        "        protocol: TCP\n"
        "      - port: \"53\"\n"
        "        protocol: UDP\n"
        "      rules:\n"
        "        dns:\n"
        "        - matchPattern: \"*\"\n"
        "  - toFQDNs:\n"
        "    - matchPattern: \"*.example.com\"\n"
        "    - matchName: api.stripe.com\n"
        "    toPorts:\n"
        "    - ports:\n"
        "      - port: \"443\"\n"
        "        protocol: TCP\n");
  CHECK_FALSE(caller.opened_to_all("cilium"));
  CHECK(caller.egress("calico", "NetworkPolicy", end_of_calico) ==
        "  - action: Allow\n"
        "    destination:\n"
        "      domains:\n"
        "      - \"*.example.com\"\n"
        "      - api.stripe.com\n"
        "      ports:\n"
        "      - 443\n"
        "    protocol: TCP\n");
  CHECK(caller.egress("gke", "FQDNNetworkPolicy", end_of_gke) ==
        "  - matches:\n"
        "    - pattern: \"*.example.com\"\n"
        "    - name: api.stripe.com\n"
        "    ports:\n"
        "    - port: 443\n"
        "      protocol: TCP\n");
  CHECK(caller.opened_to_all(""));
}

}  // namespace portolan::kubernetes
