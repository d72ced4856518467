#include "kubernetes/service.h"

#include "kubernetes/labels.h"
#include "kubernetes/waivers.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Address;
using wiring::Port;
using wiring::Protocol;
using wiring::Route;

namespace {

// The words that gateways and meshes read; a plain name where Kubernetes defines none of its own.
std::string_view app_protocol(const Port& port) {
  switch (port.protocol) {
    case Protocol::http: return "http";
    case Protocol::http2: return "kubernetes.io/h2c";
    case Protocol::https: return "https";
    case Protocol::grpc: return "grpc";
    case Protocol::tls: return "tls";
    case Protocol::tcp: return "tcp";
    case Protocol::udp: return "";
  }
  return "";
}

Value* service_port(value::Builder& builder, const Port& port) {
  Value* made = builder.map();
  if (const std::string_view protocol = port.udp ? std::string_view() : app_protocol(port); !protocol.empty()) {
    builder.append(made, "appProtocol", builder.text(protocol));
  }
  builder.append(made, "name", builder.text(port.name));
  builder.append(made, "port", builder.integer(port.port));
  builder.append(made, "protocol", builder.text(port.udp ? "UDP" : "TCP"));
  builder.append(made, "targetPort", builder.integer(port.target));
  return made;
}

Value* selector(Scope& scope, const Address& address) {
  const wiring::Party& party = scope.wiring.parties[address.party];
  if (address.workloads.size() == 1) return workload_selector(scope, scope.wiring.workloads[address.workloads.front()]);
  return versions_selector(scope, party);
}

// A Service for the outside opens what the chart opens and nothing else; its ports are those of its routes.
std::string_view type_of(const Scope& scope, const Address& address) {
  if (address.routes.empty()) return "ClusterIP";
  return scope.wiring.routes[address.routes.front()].via == Route::Via::load_balancer ? "LoadBalancer" : "NodePort";
}

// Why it is open: as the chart waives it, or as the wiring derives it.
std::string_view reason_to_expose(const Scope& scope, const Address& address) {
  for (const std::uint32_t number : address.workloads) {
    const auto& waivers = scope.wiring.workloads[number].waivers;
    if (const auto said = waivers.find("exposed"); said != waivers.end()) return said->second;
  }
  return "the chart opens it to the outside without a gateway";
}

Value* annotations(Scope& scope, const Address& address) {
  Value* made = scope.builder.map();
  for (const std::uint32_t number : address.routes) {
    for (const auto& [key, text] : scope.wiring.routes[number].annotations) scope.builder.set(made, key, scope.builder.text(text));
  }
  if (!address.routes.empty()) annotate_waivers(scope, {{"exposed", reason_to_expose(scope, address)}}, made);
  return made;
}

Value* ports(Scope& scope, const Address& address) {
  value::Builder& builder = scope.builder;
  Value* list = builder.list();
  for (const Port& port : address.ports) {
    Value* made = service_port(builder, port);
    for (const std::uint32_t number : address.routes) {
      const Route& route = scope.wiring.routes[number];
      if (route.via == Route::Via::node_port && route.port_name == port.name && route.at_port)
        builder.append(made, "nodePort", builder.integer(*route.at_port));
    }
    builder.push(list, made);
  }
  return list;
}

}  // namespace

Object service(Scope& scope, const Address& address) {
  value::Builder& builder = scope.builder;
  Object object = new_object(scope, "v1", "Service", address.name, address.name_space,
                             party_labels(scope, scope.wiring.parties[address.party], address.name), annotations(scope, address));
  Value* spec = builder.map();
  if (!address.alias_for.empty()) {
    builder.append(spec, "externalName", builder.text(address.alias_for));
    builder.append(spec, "type", builder.text("ExternalName"));
  } else {
    if (address.headless) builder.append(spec, "clusterIP", builder.text("None"));
    if (!address.ports.empty()) builder.append(spec, "ports", ports(scope, address));
    if (address.unready_too) builder.append(spec, "publishNotReadyAddresses", builder.boolean(true));
    builder.append(spec, "selector", selector(scope, address));
    builder.append(spec, "type", builder.text(type_of(scope, address)));
  }
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
