#include "wiring/gateway.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "wiring/places.h"

namespace portolan::wiring {

namespace {

struct KnownController {
  std::string_view class_part;  // found within the class name
  std::string_view name_space, label, value;
};

// IngressClass: where the pods of its controller run.
constexpr std::array<KnownController, 8> ingress_controllers = {{
    {"webapprouting", "app-routing-system", "app", "nginx"},
    {"nginx", "ingress-nginx", "app.kubernetes.io/name", "ingress-nginx"},
    {"traefik", "traefik", "app.kubernetes.io/name", "traefik"},
    {"haproxy", "haproxy-controller", "app.kubernetes.io/name", "kubernetes-ingress"},
    {"contour", "projectcontour", "app", "envoy"},
    {"kong", "kong", "app.kubernetes.io/name", "kong"},
    {"istio", "istio-system", "istio", "ingressgateway"},
    {"azure", "kube-system", "app", "ingress-appgw"},
}};

// GatewayClass: those that do not run one deployment beside each Gateway.
constexpr std::array<KnownController, 4> gateway_controllers = {{
    {"eg", "envoy-gateway-system", "app.kubernetes.io/managed-by", "envoy-gateway"},
    {"envoy", "envoy-gateway-system", "app.kubernetes.io/managed-by", "envoy-gateway"},
    {"traefik", "traefik", "app.kubernetes.io/name", "traefik"},
    {"contour", "projectcontour", "app", "envoy"},
}};

// What implementations of the Gateway API label the pods of a Gateway with (GEP-1762).
constexpr std::string_view gateway_name_label = "gateway.networking.k8s.io/gateway-name";

template <std::size_t N>
std::optional<Peer> known(const std::array<KnownController, N>& controllers, std::string_view class_name, bool whole) {
  for (const KnownController& controller : controllers) {
    const bool meant = whole ? class_name == controller.class_part : class_name.find(controller.class_part) != std::string_view::npos;
    if (meant) return Peer{std::string(controller.name_space), {{std::string(controller.label), std::string(controller.value)}}};
  }
  return std::nullopt;
}

bool needs_gateway(const Draft& draft) {
  return std::ranges::any_of(draft.wiring.routes, [](const Route& route) { return route.via == Route::Via::gateway; });
}

void ask_pods(Draft& draft) {
  const chart::ClusterFacts& cluster = draft.chart.cluster;
  draft.sink.add(
      {.code = "P1023",
       .severity = diagnostics::Severity::question,
       .span = cluster.at.said,
       .message = fmt::format("where do the pods of the ingress controller `{}` run?", cluster.gateway_ingress),
       .hint = "write `cluster: {gateway: {pods: {namespace: NAME, pods: {LABEL: VALUE}}}}`: only they may reach what is exposed",
       .to = draft.chart.owner,
       .about = draft.chart.app});
}

// Until it is answered, the class is written as `default`: the Gateway API has no class that holds where none is said.
void ask_class(Draft& draft) {
  const auto route = std::ranges::find(draft.wiring.routes, Route::Via::gateway, &Route::via);
  const chart::Place& at = draft.chart.cluster.at;
  draft.sink.add({.code = "P1025",
                  .severity = diagnostics::Severity::question,
                  .span = at.said.known() ? at.said : route->at.said,
                  .message = "which GatewayClass does the cluster have for what is exposed?",
                  .hint = "write `cluster: {gateway: {class: NAME}}` as `kubectl get gatewayclasses` lists it; until then it is `default`",
                  .to = draft.chart.owner,
                  .about = draft.chart.app,
                  .blocking = false});
}

void take_gateway(Draft& draft) {
  const chart::ClusterFacts& facts = draft.chart.cluster;
  Gateway& gateway = draft.wiring.cluster.gateway;
  gateway.class_name = facts.gateway_class;
  gateway.ingress_class = facts.gateway_ingress;
  gateway.ingress = !facts.gateway_ingress.empty();
  gateway.tls = facts.gateway_tls;
  if (const auto dot = facts.gateway_name.find('.'); !facts.gateway_name.empty()) {
    gateway.existing_name = facts.gateway_name.substr(0, dot);
    gateway.existing_namespace = dot == std::string::npos ? draft.chart.name_space : facts.gateway_name.substr(dot + 1);
  }
  gateway.name = gateway.existing_name.empty() ? draft.chart.app : gateway.existing_name;
  gateway.name_space = gateway.existing_name.empty() ? draft.chart.name_space : gateway.existing_namespace;
  if (facts.gateway_pods) {
    gateway.pods = Peer{facts.gateway_pods->name_space, facts.gateway_pods->pods};
  } else if (gateway.ingress) {
    gateway.pods = known(ingress_controllers, gateway.ingress_class, false);
    if (!gateway.pods && needs_gateway(draft)) ask_pods(draft);
  } else {
    gateway.pods = known(gateway_controllers, gateway.class_name, true);
    if (gateway.class_name.empty() && gateway.existing_name.empty() && needs_gateway(draft)) ask_class(draft);
    if (!gateway.pods) gateway.pods = Peer{gateway.name_space, {{std::string(gateway_name_label), gateway.name}}};
  }
}

std::string pull_policy(std::string_view word) {
  if (word == "always") return "Always";
  return word == "never" ? "Never" : "IfNotPresent";
}

}  // namespace

void take_cluster(Draft& draft) {
  const chart::ClusterFacts& facts = draft.chart.cluster;
  Cluster& cluster = draft.wiring.cluster;
  cluster.context = facts.context;
  cluster.minor = facts.minor;
  cluster.create_namespaces = facts.create_namespaces;
  cluster.fqdn_policy = facts.fqdn_policy;
  cluster.pull_policy = pull_policy(facts.pull);
  cluster.secret_store = facts.secret_store;
  cluster.storage_class = facts.storage_class;
  cluster.shared_storage_class = facts.shared_storage_class;
  cluster.service_monitor = std::ranges::any_of(facts.scrapers, &chart::ClusterFacts::Scraper::service_monitor);
  take_gateway(draft);
}

}  // namespace portolan::wiring
