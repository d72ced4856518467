#include "kubernetes/gateway.h"

#include <algorithm>
#include <set>

#include "kubernetes/labels.h"
#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Protocol;
using wiring::Route;

namespace {

constexpr std::string_view any_host = "*";

bool through_gateway(const Route& route) { return route.via == Route::Via::gateway; }

std::string_view host_in_name(value::Builder& builder, std::string_view host) {
  return volume_name(builder, host.starts_with("*.") ? joined(builder, {"any.", host.substr(2)}) : host);
}

Listener numbered(Scope& scope, std::string_view name, std::string_view protocol, std::uint16_t port) {
  return {.name = joined(scope.builder, {name, "-", digits(scope.builder, port)}), .protocol = protocol, .port = port};
}

Listener plain_http(Scope& scope, std::uint16_t port) {
  if (port == 80) return {.name = "http", .protocol = "HTTP", .port = port};
  return numbered(scope, "http", "HTTP", port);
}

std::vector<Listener> https_listeners(Scope& scope, const Route& route, std::string_view certificate) {
  value::Builder& builder = scope.builder;
  const std::uint16_t port = route.at_port.value_or(443);
  const std::string_view base = port == 443 ? std::string_view("https") : joined(builder, {"https-", digits(builder, port)});
  if (!scope.index.several_certificates || route.hosts.empty()) {
    return {{.name = base, .protocol = "HTTPS", .certificate = certificate, .port = port}};
  }
  std::vector<Listener> listeners;
  for (const std::string& host : route.hosts) {
    if (host == any_host) {
      listeners.push_back({.name = base, .protocol = "HTTPS", .certificate = certificate, .port = port});
    } else {
      const std::string_view name = limited_name(builder, joined(builder, {base, "-", host_in_name(builder, host)}), "");
      listeners.push_back({.name = name, .protocol = "HTTPS", .host = host, .certificate = certificate, .port = port});
    }
  }
  return listeners;
}

Value* allowed_routes(Scope& scope) {
  value::Builder& builder = scope.builder;
  std::set<std::string_view> from;
  for (const Route& route : scope.wiring.routes) {
    if (through_gateway(route)) from.insert(scope.wiring.parties[route.party].name_space);
  }
  const std::string_view own = scope.wiring.cluster.gateway.name_space;
  if (from.size() == 1 && *from.begin() == own) return builder.map({{"namespaces", builder.map({{"from", builder.text("Same")}})}});
  Value* names = builder.list();
  for (const std::string_view name : from) builder.push(names, builder.text(name));
  Value* expression = builder.map({{"key", builder.text(name_space_label)}, {"operator", builder.text("In")}, {"values", names}});
  Value* selector = builder.map({{"matchExpressions", builder.list({expression})}});
  return builder.map({{"namespaces", builder.map({{"from", builder.text("Selector")}, {"selector", selector}})}});
}

Value* listener_value(Scope& scope, const Listener& listener) {
  value::Builder& builder = scope.builder;
  Value* made = builder.map({{"allowedRoutes", allowed_routes(scope)}});
  if (!listener.host.empty()) builder.append(made, "hostname", builder.text(listener.host));
  builder.append(made, "name", builder.text(listener.name));
  builder.append(made, "port", builder.integer(listener.port));
  builder.append(made, "protocol", builder.text(listener.protocol));
  if (listener.protocol == "HTTPS") {
    Value* reference = builder.map({{"kind", builder.text("Secret")}, {"name", builder.text(listener.certificate)}});
    builder.append(made, "tls", builder.map({{"certificateRefs", builder.list({reference})}, {"mode", builder.text("Terminate")}}));
  } else if (listener.protocol == "TLS") {
    builder.append(made, "tls", builder.map({{"mode", builder.text("Passthrough")}}));
  }
  return made;
}

}  // namespace

std::string_view certificate_of(const wiring::Wiring& wiring, const Route& route) {
  switch (route.protocol) {
    case Protocol::tcp:
    case Protocol::tls:
    case Protocol::udp: return "";
    default: break;
  }
  if (route.tls == "none") return "";
  return route.tls.empty() ? std::string_view(wiring.cluster.gateway.tls) : std::string_view(route.tls);
}

std::vector<Listener> listeners_of(Scope& scope, const Route& route) {
  switch (route.protocol) {
    case Protocol::tcp: return {numbered(scope, "tcp", "TCP", route.at_port.value_or(route.port))};
    case Protocol::udp: return {numbered(scope, "udp", "UDP", route.at_port.value_or(route.port))};
    case Protocol::tls: return {numbered(scope, "tls", "TLS", route.at_port.value_or(443))};
    default: break;
  }
  const std::string_view certificate = certificate_of(scope.wiring, route);
  if (certificate.empty()) return {plain_http(scope, route.at_port.value_or(80))};
  std::vector<Listener> listeners = https_listeners(scope, route, certificate);
  std::ranges::sort(listeners, {}, &Listener::name);
  listeners.erase(std::unique(listeners.begin(), listeners.end(), [](const Listener& a, const Listener& b) { return a.name == b.name; }),
                  listeners.end());
  return listeners;
}

bool redirects(const Scope& scope, const Route& route) {
  return !certificate_of(scope.wiring, route).empty() && !route.at_port && scope.wiring.cluster.gateway.existing_name.empty();
}

bool several_certificates(const wiring::Wiring& wiring) {
  std::string_view first;
  for (const Route& route : wiring.routes) {
    if (!through_gateway(route)) continue;
    const std::string_view certificate = certificate_of(wiring, route);
    if (certificate.empty() || certificate == first) continue;
    if (!first.empty()) return true;
    first = certificate;
  }
  return false;
}

bool makes_gateway(const wiring::Wiring& wiring) {
  const wiring::Gateway& gateway = wiring.cluster.gateway;
  return !gateway.ingress && gateway.existing_name.empty() && std::ranges::any_of(wiring.routes, through_gateway);
}

Object gateway(Scope& scope) {
  value::Builder& builder = scope.builder;
  const wiring::Gateway& said = scope.wiring.cluster.gateway;
  std::vector<Listener> listeners;
  for (const Route& route : scope.wiring.routes) {
    if (!through_gateway(route)) continue;
    for (const Listener& listener : listeners_of(scope, route)) listeners.push_back(listener);
    if (redirects(scope, route)) listeners.push_back(plain_http(scope, 80));
  }
  std::ranges::stable_sort(listeners, {}, &Listener::name);
  listeners.erase(std::unique(listeners.begin(), listeners.end(), [](const Listener& a, const Listener& b) { return a.name == b.name; }),
                  listeners.end());
  Value* list = builder.list();
  for (const Listener& listener : listeners) builder.push(list, listener_value(scope, listener));
  Object object = new_object(scope, "gateway.networking.k8s.io/v1", "Gateway", said.name, said.name_space, shared_labels(scope));
  Value* spec = builder.map();
  builder.append(spec, "gatewayClassName",
                 builder.text(said.class_name.empty() ? std::string_view("default") : std::string_view(said.class_name)));
  builder.append(spec, "listeners", list);
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
