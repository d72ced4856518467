#include <algorithm>

#include "kubernetes/labels.h"
#include "kubernetes/names.h"
#include "kubernetes/network_policy.h"
#include "kubernetes/policy_rules.h"

// NetworkPolicy knows addresses only. Three network plug-ins also know names: they watch the answers of the cluster's DNS and let
// through the addresses that a name had. Their policies add to the plain ones, so each holds nothing but egress to names. The cluster's
// own API is no such name for them: Cilium has an entity for it (and takes its nodes' addresses out of every range), Calico the
// Service `kubernetes`, whose endpoints say address and port.

namespace portolan::kubernetes {

using value::Value;
using wiring::Flow;
using wiring::FlowPort;
using wiring::Workload;

namespace {

using Flows = std::vector<const Flow*>;

bool is_pattern(std::string_view host) { return host.find('*') != std::string_view::npos; }

std::string_view protocol(const FlowPort& port) { return port.udp ? "UDP" : "TCP"; }

// Names with the same ports, each once, sorted: one rule.
std::vector<std::pair<std::vector<FlowPort>, std::vector<std::string_view>>> by_ports(const Flows& flows) {
  std::vector<std::pair<std::vector<FlowPort>, std::vector<std::string_view>>> rules;
  for (const Flow* flow : flows) {
    auto rule = std::ranges::find(rules, flow->ports, [](const auto& entry) { return entry.first; });
    if (rule == rules.end()) rule = rules.insert(rules.end(), {flow->ports, {}});
    rule->second.insert(rule->second.end(), flow->to.hosts->begin(), flow->to.hosts->end());
  }
  for (auto& [ports, hosts] : rules) {
    std::ranges::sort(hosts);
    hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
  }
  std::ranges::sort(rules);
  return rules;
}

// Cilium learns names from DNS traffic that a rule of its own sends through its proxy, so the questions are allowed here too.
void add_cilium_dns(Scope& scope, std::uint32_t number, Value* egress) {
  value::Builder& builder = scope.builder;
  for (const std::uint32_t i : scope.index.egress[number]) {
    const Flow& flow = scope.wiring.flows[i];
    if (flow.reason != wiring::Reason::dns || flow.to.kind != wiring::Endpoint::Kind::peer) continue;
    Value* labels = builder.map();
    if (!flow.to.peer->name_space.empty())
      builder.append(labels, "k8s:io.kubernetes.pod.namespace", builder.text(flow.to.peer->name_space));
    for (const auto& [key, text] : flow.to.peer->labels) builder.append(labels, joined(builder, {"k8s:", key}), builder.text(text));
    Value* ports = builder.list();
    for (const FlowPort& port : flow.ports) {
      builder.push(ports, builder.map({{"port", builder.text(digits(builder, port.port))}, {"protocol", builder.text(protocol(port))}}));
    }
    Value* every_name = builder.map({{"dns", builder.list({builder.map({{"matchPattern", builder.text("*")}})})}});
    Value* through_proxy = builder.map({{"ports", ports}, {"rules", every_name}});
    builder.push(egress,
                 builder.map({{"toEndpoints", builder.list({match_labels(scope, labels)})}, {"toPorts", builder.list({through_proxy})}}));
  }
}

bool to_api(const Flow* flow) { return flow->reason == wiring::Reason::api_server; }

// The flow to the cluster's own API, taken out of the others.
const Flow* take_api(Flows& flows) {
  const auto found = std::ranges::find_if(flows, to_api);
  if (found == flows.end()) return nullptr;
  const Flow* flow = *found;
  flows.erase(found);
  return flow;
}

Value* cilium_ports(value::Builder& builder, const std::vector<FlowPort>& flow_ports) {
  Value* ports = builder.list();
  for (const FlowPort& port : flow_ports) {
    builder.push(ports, builder.map({{"port", builder.text(digits(builder, port.port))}, {"protocol", builder.text(protocol(port))}}));
  }
  return builder.list({builder.map({{"ports", ports}})});
}

Object cilium_policy(Scope& scope, std::uint32_t number, Flows flows) {
  value::Builder& builder = scope.builder;
  const Workload& workload = scope.wiring.workloads[number];
  Value* egress = builder.list();
  const Flow* api = take_api(flows);
  if (!flows.empty()) add_cilium_dns(scope, number, egress);
  for (const auto& [flow_ports, hosts] : by_ports(flows)) {
    Value* names = builder.list();
    for (const std::string_view host : hosts)
      builder.push(names, builder.map({{is_pattern(host) ? "matchPattern" : "matchName", builder.text(host)}}));
    builder.push(egress, builder.map({{"toFQDNs", names}, {"toPorts", cilium_ports(builder, flow_ports)}}));
  }
  if (api != nullptr) {
    Value* entity = builder.list({builder.text("kube-apiserver")});
    builder.push(egress, builder.map({{"toEntities", entity}, {"toPorts", cilium_ports(builder, api->ports)}}));
  }
  Object object = new_object(scope, "cilium.io/v2", "CiliumNetworkPolicy", limited_name(builder, workload.name, "-names", 253),
                             workload.name_space, companion_labels(scope, workload));
  builder.append(object.root, "spec",
                 builder.map({{"egress", egress}, {"endpointSelector", match_labels(scope, workload_selector(scope, workload))}}));
  return object;
}

// In order before the plain policies, which Calico reads as one of order 1000 and after which it refuses.
Object calico_policy(Scope& scope, std::uint32_t number, Flows flows) {
  value::Builder& builder = scope.builder;
  const Workload& workload = scope.wiring.workloads[number];
  Value* egress = builder.list();
  if (take_api(flows) != nullptr) {
    Value* service = builder.map({{"name", builder.text("kubernetes")}, {"namespace", builder.text("default")}});
    builder.push(egress, builder.map({{"action", builder.text("Allow")}, {"destination", builder.map({{"services", service}})}}));
  }
  for (const auto& [flow_ports, hosts] : by_ports(flows)) {
    for (const bool udp : {false, true}) {
      Value* ports = builder.list();
      for (const FlowPort& port : flow_ports) {
        if (port.udp == udp) builder.push(ports, builder.integer(port.port));
      }
      if (ports->count == 0) continue;
      Value* names = builder.list();
      for (const std::string_view host : hosts) builder.push(names, builder.text(host));
      builder.push(egress, builder.map({{"action", builder.text("Allow")},
                                        {"destination", builder.map({{"domains", names}, {"ports", ports}})},
                                        {"protocol", builder.text(udp ? "UDP" : "TCP")}}));
    }
  }
  Object object = new_object(scope, "projectcalico.org/v3", "NetworkPolicy", limited_name(builder, workload.name, "-names", 253),
                             workload.name_space, companion_labels(scope, workload));
  const std::string_view selector = joined(builder, {instance_label, " == '", workload.name, "'"});
  builder.append(object.root, "spec",
                 builder.map({{"egress", egress},
                              {"order", builder.integer(500)},
                              {"selector", builder.text(selector)},
                              {"types", builder.list({builder.text("Egress")})}}));
  return object;
}

Object gke_policy(Scope& scope, std::uint32_t number, const Flows& flows) {
  value::Builder& builder = scope.builder;
  const Workload& workload = scope.wiring.workloads[number];
  Value* egress = builder.list();
  for (const auto& [flow_ports, hosts] : by_ports(flows)) {
    Value* matches = builder.list();
    for (const std::string_view host : hosts)
      builder.push(matches, builder.map({{is_pattern(host) ? "pattern" : "name", builder.text(host)}}));
    Value* ports = builder.list();
    for (const FlowPort& port : flow_ports) {
      builder.push(ports, builder.map({{"port", builder.integer(port.port)}, {"protocol", builder.text(protocol(port))}}));
    }
    builder.push(egress, builder.map({{"matches", matches}, {"ports", ports}}));
  }
  Object object = new_object(scope, "networking.gke.io/v1alpha1", "FQDNNetworkPolicy", limited_name(builder, workload.name, "-names", 253),
                             workload.name_space, companion_labels(scope, workload));
  builder.append(object.root, "spec",
                 builder.map({{"egress", egress}, {"podSelector", match_labels(scope, workload_selector(scope, workload))}}));
  return object;
}

}  // namespace

void add_name_policy(Scope& scope, std::uint32_t number, std::vector<Object>& objects) {
  Flows flows;
  for (const std::uint32_t i : scope.index.egress[number]) {
    if (held_by_name(scope.wiring, scope.wiring.flows[i])) flows.push_back(&scope.wiring.flows[i]);
  }
  if (flows.empty()) return;
  const std::string_view plug_in = scope.wiring.cluster.fqdn_policy;
  if (plug_in == "cilium") objects.push_back(cilium_policy(scope, number, flows));
  if (plug_in == "calico") objects.push_back(calico_policy(scope, number, flows));
  if (plug_in == "gke") objects.push_back(gke_policy(scope, number, flows));
}

}  // namespace portolan::kubernetes
