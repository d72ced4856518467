#include "kubernetes/service.h"

#include <algorithm>

#include "kubernetes/labels.h"
#include "kubernetes/names.h"
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

Object plain_service(Scope& scope, const Address& address) {
  value::Builder& builder = scope.builder;
  Object object = new_object(scope, "v1", "Service", address.name, address.name_space, party_labels(scope, scope.wiring.parties[address.party], address.name));
  Value* spec = builder.map();
  if (!address.alias_for.empty()) {
    builder.append(spec, "externalName", builder.text(address.alias_for));
    builder.append(spec, "type", builder.text("ExternalName"));
    builder.append(object.root, "spec", spec);
    return object;
  }
  if (address.headless) builder.append(spec, "clusterIP", builder.text("None"));
  if (!address.ports.empty()) {
    Value* ports = builder.list();
    for (const Port& port : address.ports) builder.push(ports, service_port(builder, port));
    builder.append(spec, "ports", ports);
  }
  if (address.unready_too) builder.append(spec, "publishNotReadyAddresses", builder.boolean(true));
  builder.append(spec, "selector", selector(scope, address));
  builder.append(spec, "type", builder.text("ClusterIP"));
  builder.append(object.root, "spec", spec);
  return object;
}

const Port* port_of(const Address& address, const Route& route) {
  const auto found = std::ranges::find(address.ports, route.port_name, &Port::name);
  return found == address.ports.end() ? nullptr : &*found;
}

// A copy, so that nothing of it may be borrowed.
Port outside_port(const Address& address, const Route& route) {
  Port port;
  if (const Port* declared = port_of(address, route)) {
    port = *declared;
  } else {
    port.name = route.port_name;
    port.port = route.port;
    port.target = route.target;
    port.protocol = route.protocol;
    port.udp = route.protocol == Protocol::udp;
  }
  if (route.via == Route::Via::load_balancer && route.at_port) port.port = *route.at_port;
  return port;
}

Object outside_service(Scope& scope, const Address& address, Route::Via via, std::string_view suffix) {
  value::Builder& builder = scope.builder;
  Value* annotations = builder.map();
  Value* ports = builder.list();
  for (const std::uint32_t number : address.routes) {
    const Route& route = scope.wiring.routes[number];
    if (route.via != via) continue;
    for (const auto& [key, text] : route.annotations) builder.set(annotations, key, builder.text(text));
    Value* port = service_port(builder, outside_port(address, route));
    builder.set(port, "name", builder.text(route.port_name));
    if (via == Route::Via::node_port && route.at_port) builder.set(port, "nodePort", builder.integer(*route.at_port));
    builder.push(ports, port);
  }
  annotate_waivers(scope, {{"exposed", "the chart opens it to the outside without a gateway"}}, annotations);
  const std::string_view name = limited_name(builder, address.name, suffix);
  Object object = new_object(scope, "v1", "Service", name, address.name_space, party_labels(scope, scope.wiring.parties[address.party], name), annotations);
  Value* spec = builder.map();
  builder.append(spec, "ports", ports);
  builder.append(spec, "selector", selector(scope, address));
  builder.append(spec, "type", builder.text(via == Route::Via::load_balancer ? "LoadBalancer" : "NodePort"));
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace

void add_services(Scope& scope, const Address& address, std::vector<Object>& objects) {
  objects.push_back(plain_service(scope, address));
  const auto carries = [&](Route::Via via) {
    return std::ranges::any_of(address.routes, [&](std::uint32_t number) { return scope.wiring.routes[number].via == via; });
  };
  if (carries(Route::Via::load_balancer)) objects.push_back(outside_service(scope, address, Route::Via::load_balancer, "-external"));
  if (carries(Route::Via::node_port)) objects.push_back(outside_service(scope, address, Route::Via::node_port, "-node"));
}

}  // namespace portolan::kubernetes
