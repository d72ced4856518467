#include "kubernetes/network_policy.h"

#include "kubernetes/ip_range.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"
#include "kubernetes/policy_rules.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Endpoint;
using wiring::Flow;

namespace {

constexpr std::string_view policy_version = "networking.k8s.io/v1";
constexpr std::string_view every_ipv4 = "0.0.0.0/0";
constexpr std::string_view every_ipv6 = "::/0";

Value* namespace_selector(Scope& scope, std::string_view name_space) {
  value::Builder& builder = scope.builder;
  if (name_space.empty()) return builder.map();
  return match_labels(scope, builder.map({{name_space_label, builder.text(name_space)}}));
}

Value* pods(Scope& scope, std::string_view name_space, Value* selector) {
  return scope.builder.map({{"namespaceSelector", namespace_selector(scope, name_space)}, {"podSelector", selector}});
}

Value* foreign_pods(Scope& scope, const wiring::Peer& peer) {
  value::Builder& builder = scope.builder;
  if (peer.labels.empty()) return pods(scope, peer.name_space, builder.map());
  Value* labels = builder.map();
  for (const auto& [key, text] : peer.labels) builder.append(labels, key, builder.text(text));
  return pods(scope, peer.name_space, match_labels(scope, labels));
}

// A range that an exception covers as a whole is left out; an exception that lies elsewhere would be refused by the API server.
void add_range(Scope& scope, std::string_view cidr, const Endpoint& end, Value* peers) {
  value::Builder& builder = scope.builder;
  Value* except = builder.list();
  for (const std::string& range : *end.except) {
    switch (overlap(range, cidr)) {
      case Overlap::none: break;
      case Overlap::inside: builder.push(except, builder.text(range)); break;
      case Overlap::covers: return;
    }
  }
  Value* block = builder.map({{"cidr", builder.text(cidr)}});
  if (except->count != 0) builder.append(block, "except", except);
  builder.push(peers, builder.map({{"ipBlock", block}}));
}

void add_peer(Scope& scope, const Endpoint& end, Value* peers) {
  switch (end.kind) {
    case Endpoint::Kind::workload: {
      const wiring::Workload& workload = scope.wiring.workloads[end.workload];
      scope.builder.push(peers, pods(scope, workload.name_space, match_labels(scope, workload_selector(scope, workload))));
      break;
    }
    case Endpoint::Kind::peer: scope.builder.push(peers, foreign_pods(scope, *end.peer)); break;
    case Endpoint::Kind::addresses:
      for (const std::string& cidr : *end.cidrs) add_range(scope, cidr, end, peers);
      break;
    case Endpoint::Kind::world:
      add_range(scope, every_ipv4, end, peers);
      add_range(scope, every_ipv6, end, peers);
      break;
  }
}

// A rule whose peers have all gone would mean everybody, so it goes too.
Value* rules(Scope& scope, std::span<const std::uint32_t> numbers, Endpoint Flow::* far, std::string_view peers_key) {
  value::Builder& builder = scope.builder;
  std::vector<const Flow*> flows;
  for (const std::uint32_t number : numbers) {
    const Flow& flow = scope.wiring.flows[number];
    if (!held_by_name(scope.wiring, flow)) flows.push_back(&flow);
  }
  Value* list = builder.list();
  for (const PolicyRule& rule : policy_rules(scope.wiring, flows, far)) {
    Value* peers = builder.list();
    for (const Endpoint* end : rule.peers) add_peer(scope, *end, peers);
    if (peers->count == 0) continue;
    Value* ports = builder.list();
    for (const wiring::FlowPort& port : rule.ports) {
      builder.push(ports, builder.map({{"port", builder.integer(port.port)}, {"protocol", builder.text(port.udp ? "UDP" : "TCP")}}));
    }
    Value* made = builder.map();
    builder.append(made, peers_key, peers);
    builder.append(made, "ports", ports);
    builder.push(list, made);
  }
  return list;
}

Value* both_directions(value::Builder& builder) { return builder.list({builder.text("Ingress"), builder.text("Egress")}); }

}  // namespace

bool held_by_name(const wiring::Wiring& wiring, const Flow& flow) {
  return !wiring.cluster.fqdn_policy.empty() && wiring.cluster.fqdn_policy != "none" && flow.to.precision == wiring::Precision::names &&
         !flow.to.hosts->empty();
}

Object network_policy(Scope& scope, std::uint32_t number) {
  value::Builder& builder = scope.builder;
  const wiring::Workload& workload = scope.wiring.workloads[number];
  Value* ingress = rules(scope, scope.index.ingress[number], &Flow::from, "from");
  Value* egress = rules(scope, scope.index.egress[number], &Flow::to, "to");
  Object object = new_object(scope, policy_version, "NetworkPolicy", workload.name, workload.name_space, companion_labels(scope, workload));
  // An empty list would say the same; but the API server forgets it, and a forgotten field is a change at every apply.
  Value* spec = builder.map();
  if (egress->count != 0) builder.append(spec, "egress", egress);
  if (ingress->count != 0) builder.append(spec, "ingress", ingress);
  builder.append(spec, "podSelector", match_labels(scope, workload_selector(scope, workload)));
  builder.append(spec, "policyTypes", both_directions(builder));
  builder.append(object.root, "spec", spec);
  return object;
}

Object default_deny(Scope& scope, const wiring::Namespace& name_space) {
  value::Builder& builder = scope.builder;
  const std::string_view name = name_space.made ? "default-deny" : joined(builder, {scope.wiring.app, "-default-deny"});
  Value* selector = builder.map();
  if (!name_space.made)
    selector = match_labels(scope, builder.map({{part_of_label, builder.text(label_value(builder, scope.wiring.app))}}));
  Object object = new_object(scope, policy_version, "NetworkPolicy", name, name_space.name, shared_labels(scope));
  Value* spec = builder.map();
  builder.append(spec, "podSelector", selector);
  builder.append(spec, "policyTypes", both_directions(builder));
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
