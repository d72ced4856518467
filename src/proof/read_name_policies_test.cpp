#include "proof/prover.h"

#include <doctest/doctest.h>

#include "support/proof_world.h"
#include "support/read_value.h"

// Host names: the cluster's network plug-in knows them, so that the flow to Stripe is exact, and its policy is of another kind.

namespace portolan::proof {

namespace {

wiring::Wiring by_names() {
  wiring::Wiring wiring = support::shop_wiring();
  wiring.cluster.fqdn_policy = "cilium";
  for (wiring::Flow& flow : wiring.flows) {
    if (flow.to.precision == wiring::Precision::any_address) flow.to.precision = wiring::Precision::names;
  }
  return wiring;
}

// The one flow out of the application goes to the cluster's own API instead.
wiring::Wiring by_api() {
  wiring::Wiring wiring = by_names();
  for (wiring::Flow& flow : wiring.flows) {
    if (flow.to.precision != wiring::Precision::names) continue;
    flow.to.hosts.edit() = {"kubernetes.default.svc"};
    flow.ports = {{false, 443}, {false, 6443}};
    flow.reason = wiring::Reason::api_server;
  }
  return wiring;
}

std::string prove(const std::string& policy, const wiring::Wiring& wiring = by_names()) {
  const std::string world =
      ",\n  {to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}, {ipBlock: {cidr: '::/0'}}], ports: [{port: 443}]}";
  value::Builder made;
  Prover prover;
  prover.add_group(support::read_objects(support::replaced(support::shop_objects(), world, "") + policy, made));
  const Report report = prover.finish(wiring);
  std::string text;
  for (const Difference& difference : report.differences) text += describe_difference(difference) + "\n";
  for (const Residual& residual : report.residuals) text += residual.sentence + "\n";
  return text;
}

const char* const cilium = R"(---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: checkout-names, namespace: payments}
spec:
  endpointSelector: {matchLabels: {'k8s:name': checkout}}
  egress:
    - toEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': kube-system, 'k8s:k8s-app': kube-dns}}]
      toPorts: [{ports: [{port: '53', protocol: ANY}], rules: {dns: [{matchPattern: '*'}]}}]
    - toFQDNs: [{matchName: api.stripe.com}]
      toPorts: [{ports: [{port: '443', protocol: TCP}]}]
)";

const char* const calico = R"(---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: checkout-names, namespace: payments}
spec:
  order: 500
  selector: name == 'checkout'
  types: [Egress]
  egress:
    - {action: Allow, protocol: TCP, destination: {domains: [api.stripe.com], ports: [443]}}
)";

const char* const gke = R"(---
apiVersion: networking.gke.io/v1alpha1
kind: FQDNNetworkPolicy
metadata: {name: checkout-names, namespace: payments}
spec:
  podSelector: {matchLabels: {name: checkout}}
  egress:
    - {matches: [{name: api.stripe.com}], ports: [{protocol: TCP, port: 443}]}
)";

}  // namespace

TEST_CASE("three plug-ins say the same") {
  const std::string dns_on_sctp =
      "checkout may reach pods with k8s-app=kube-dns in namespace kube-system on SCTP 53, which no link declares: "
      "CiliumNetworkPolicy payments/checkout-names, spec.egress[0] lets it through\n";
  CHECK(prove(cilium) == dns_on_sctp);
  CHECK(prove(support::replaced(cilium, "{port: '53', protocol: ANY}", "{port: '53', protocol: TCP}, {port: '53', protocol: UDP}")) == "");
  CHECK(prove(calico) == "");
  CHECK(prove(gke) == "");
}

TEST_CASE("without the policy, or with another name or port in it") {
  CHECK(prove("") == "checkout may not reach api.stripe.com on TCP 443, though the file says so: refused by the egress of checkout\n");
  CHECK(prove(support::replaced(calico, "[api.stripe.com]", "[api.stripe.com, '*.example.com']")) ==
        "checkout may reach *.example.com on TCP 443, which no link declares: NetworkPolicy payments/checkout-names, spec.egress[0] lets "
        "it through\n");
  CHECK(prove(support::replaced(gke, "port: 443", "port: 80")) ==
        "checkout may reach api.stripe.com on TCP 80, which no link declares: FQDNNetworkPolicy payments/checkout-names, spec.egress[0] "
        "lets it through\n"
        "checkout may not reach api.stripe.com on TCP 443, though the file says so: refused by the egress of checkout\n");
  CHECK(prove(support::replaced(support::replaced(cilium, "toFQDNs: [{matchName: api.stripe.com}]", "toEntities: [cluster]"),
                                "protocol: ANY", "protocol: UDP")) ==
        "checkout may reach every pod of every namespace on TCP 443, which no link declares: CiliumNetworkPolicy payments/checkout-names, "
        "spec.egress[1] lets it through\n"
        "checkout may not reach api.stripe.com on TCP 443, though the file says so: refused by the egress of checkout\n");
}

TEST_CASE("the cluster's own API has a word in two of them") {
  const std::string in_cilium =
      support::replaced(support::replaced(support::replaced(cilium, "protocol: ANY", "protocol: TCP"),
                                          "toFQDNs: [{matchName: api.stripe.com}]", "toEntities: [kube-apiserver]"),
                        "{port: '443', protocol: TCP}", "{port: '443', protocol: TCP}, {port: '6443', protocol: TCP}");
  const std::string in_calico = support::replaced(calico, "protocol: TCP, destination: {domains: [api.stripe.com], ports: [443]}",
                                                  "destination: {services: {name: kubernetes, namespace: default}}");
  CHECK(prove(in_cilium, by_api()) == "");
  CHECK(prove(in_calico, by_api()) == "");
  CHECK(prove(support::replaced(in_calico, "namespace: default", "namespace: other"), by_api()) ==
        "checkout may not reach kubernetes.default.svc on TCP 443, 6443, though the file says so: refused by the egress of checkout\n"
        "NetworkPolicy payments/checkout-names: a rule that does not allow domains is not compared\n");
  CHECK(prove(in_cilium) ==
        "checkout may reach kubernetes.default.svc on TCP 443, 6443, which no link declares: CiliumNetworkPolicy payments/checkout-names, "
        "spec.egress[1] lets it through\n"
        "checkout may not reach api.stripe.com on TCP 443, though the file says so: refused by the egress of checkout\n");
}

TEST_CASE("what cannot be compared is said") {
  CHECK(prove(support::replaced(calico, "name == 'checkout'", "has(name)")) ==
        "checkout may not reach api.stripe.com on TCP 443, though the file says so: refused by the egress of checkout\n"
        "NetworkPolicy payments/checkout-names: the selector `has(name)` is not compared\n");
  CHECK(prove(support::replaced(calico, "action: Allow", "action: Deny")) ==
        "checkout may not reach api.stripe.com on TCP 443, though the file says so: refused by the egress of checkout\n"
        "NetworkPolicy payments/checkout-names: a rule that does not allow domains is not compared\n");
  CHECK(prove(support::replaced(support::replaced(cilium, "protocol: ANY", "protocol: TCP"), "toFQDNs: [{matchName: api.stripe.com}]",
                                "toEntities: [host]")) ==
        "checkout may not reach api.stripe.com on TCP 443, though the file says so: refused by the egress of checkout\n"
        "CiliumNetworkPolicy payments/checkout-names: the peer `host` is not compared\n");
}

}  // namespace portolan::proof
