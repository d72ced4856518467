#include <algorithm>
#include <map>
#include <string>

#include "kubernetes/gateway.h"
#include "kubernetes/ingress.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"
#include "wiring/shares.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Protocol;
using wiring::Route;

namespace {

constexpr std::string_view gateway_version = "gateway.networking.k8s.io/v1";
// TCP, TLS and UDP routes are in the experimental channel of the Gateway API.
constexpr std::string_view experimental_version = "gateway.networking.k8s.io/v1alpha2";

struct Kind {
  std::string_view version, name;
};

bool only_root(const Route& route) {
  return std::ranges::all_of(route.paths, [](const Route::Path& path) { return path.path == "/" && !path.exact; });
}

Kind kind_of(const Route& route) {
  switch (route.protocol) {
    case Protocol::tcp: return {experimental_version, "TCPRoute"};
    case Protocol::tls: return {experimental_version, "TLSRoute"};
    case Protocol::udp: return {experimental_version, "UDPRoute"};
    case Protocol::grpc: return {gateway_version, only_root(route) ? "GRPCRoute" : "HTTPRoute"};
    default: return {gateway_version, "HTTPRoute"};
  }
}

Value* hostnames(value::Builder& builder, const Route& route) {
  Value* list = builder.list();
  for (const std::string& host : route.hosts) {
    if (host == "*") return builder.list();
    builder.push(list, builder.text(host));
  }
  return list;
}

Value* parent(Scope& scope, std::string_view listener) {
  value::Builder& builder = scope.builder;
  const wiring::Gateway& gateway = scope.wiring.cluster.gateway;
  const bool existing = !gateway.existing_name.empty();
  Value* reference = builder.map({{"name", builder.text(existing ? gateway.existing_name : gateway.name)}});
  const std::string_view name_space = existing ? gateway.existing_namespace : gateway.name_space;
  if (!name_space.empty()) builder.append(reference, "namespace", builder.text(name_space));
  if (!listener.empty()) builder.append(reference, "sectionName", builder.text(listener));
  return reference;
}

Value* parents(Scope& scope, const Route& route) {
  Value* list = scope.builder.list();
  if (!scope.wiring.cluster.gateway.existing_name.empty()) {
    scope.builder.push(list, parent(scope, ""));
    return list;
  }
  for (const Listener& listener : listeners_of(scope, route)) scope.builder.push(list, parent(scope, listener.name));
  return list;
}

Value* backend(value::Builder& builder, std::string_view service, std::uint16_t port) {
  return builder.map({{"name", builder.text(service)}, {"port", builder.integer(port)}});
}

// The Service of one version alone, where the wiring made one.
const wiring::Address* version_address(const Scope& scope, const wiring::Workload& workload) {
  for (const std::uint32_t number : scope.index.addresses[workload.party]) {
    const wiring::Address& address = scope.wiring.addresses[number];
    if (address.name == workload.name && address.alias_for.empty()) return &address;
  }
  return nullptr;
}

Value* weighted_backends(Scope& scope, const Route& route) {
  value::Builder& builder = scope.builder;
  const wiring::Party& party = scope.wiring.parties[route.party];
  Value* list = builder.list();
  for (const wiring::Share& share : wiring::shares_of(scope.wiring, party)) {
    const wiring::Address* address = version_address(scope, scope.wiring.workloads[share.workload]);
    if (address == nullptr) continue;
    Value* reference = backend(builder, address->name, route.port);
    builder.append(reference, "weight", builder.integer(share.weight));
    builder.push(list, reference);
  }
  if (list->count == 0) builder.push(list, backend(builder, party.name, route.port));
  return list;
}

using Paths = std::vector<Route::Path>;
using Headers = std::map<std::string, std::string>;

Paths paths_of(const Route& route) { return route.paths.empty() ? Paths{{.path = "/", .exact = false}} : route.paths; }

// What a request must look like: one of the paths, each with the headers of a version where it names some.
Value* matches(Scope& scope, const Route& route, const Paths& paths, const Headers& headers) {
  value::Builder& builder = scope.builder;
  Value* list = builder.list();
  for (const Route::Path& path : paths) {
    Value* match = builder.map();
    if (!headers.empty()) {
      Value* wanted = builder.list();
      for (const auto& [name, text] : headers) {
        builder.push(wanted, builder.map({{"name", builder.text(name)}, {"type", builder.text("Exact")}, {"value", builder.text(text)}}));
      }
      builder.append(match, "headers", wanted);
    }
    if (kind_of(route).name == "HTTPRoute") {
      builder.append(match, "path",
                     builder.map({{"type", builder.text(path.exact ? "Exact" : "PathPrefix")}, {"value", builder.copy(path.path)}}));
    }
    if (match->count != 0) builder.push(list, match);
  }
  return list;
}

Value* rewrite(value::Builder& builder, const Route& route, bool exact) {
  Value* path = builder.map();
  builder.append(path, exact ? "replaceFullPath" : "replacePrefixMatch", builder.text(*route.rewrite));
  builder.append(path, "type", builder.text(exact ? "ReplaceFullPath" : "ReplacePrefixMatch"));
  Value* filter = builder.map({{"type", builder.text("URLRewrite")}, {"urlRewrite", builder.map({{"path", path}})}});
  return builder.list({filter});
}

template <class Backends>
void add_rules(Scope& scope, const Route& route, const Headers& headers, Backends&& backends, Value* list) {
  value::Builder& builder = scope.builder;
  const std::string_view kind = kind_of(route).name;
  const auto add = [&](const Paths& paths, bool rewritten) {
    Value* made = builder.map({{"backendRefs", backends()}});
    if (rewritten) builder.append(made, "filters", rewrite(builder, route, paths.front().exact));
    if (kind == "HTTPRoute" || kind == "GRPCRoute") {
      Value* wanted = matches(scope, route, paths, headers);
      if (wanted->count != 0) builder.append(made, "matches", wanted);
    }
    builder.push(list, made);
  };
  const Paths paths = paths_of(route);
  if (!route.rewrite || kind != "HTTPRoute") return add(paths, false);
  // What is replaced is what the one path of the rule matched.
  for (const Route::Path& path : paths) add({path}, true);
}

Value* rules(Scope& scope, const Route& route) {
  value::Builder& builder = scope.builder;
  Value* list = builder.list();
  for (const std::uint32_t number : scope.wiring.parties[route.party].workloads) {
    const wiring::Workload& workload = scope.wiring.workloads[number];
    const wiring::Address* address = workload.match_headers.empty() ? nullptr : version_address(scope, workload);
    if (address == nullptr) continue;
    add_rules(scope, route, workload.match_headers, [&] { return builder.list({backend(builder, address->name, route.port)}); }, list);
  }
  add_rules(scope, route, {}, [&] { return weighted_backends(scope, route); }, list);
  return list;
}

Value* annotations(value::Builder& builder, const Route& route) {
  Value* made = builder.map();
  for (const auto& [key, text] : route.annotations) builder.append(made, key, builder.text(text));
  return made;
}

Object gateway_route(Scope& scope, const Route& route, std::string_view name) {
  value::Builder& builder = scope.builder;
  const wiring::Party& party = scope.wiring.parties[route.party];
  const Kind kind = kind_of(route);
  Object object =
      new_object(scope, kind.version, kind.name, name, party.name_space, party_labels(scope, party, name), annotations(builder, route));
  Value* spec = builder.map();
  Value* hosts = hostnames(builder, route);
  if (hosts->count != 0 && kind.name != "TCPRoute" && kind.name != "UDPRoute") builder.append(spec, "hostnames", hosts);
  builder.append(spec, "parentRefs", parents(scope, route));
  builder.append(spec, "rules", rules(scope, route));
  builder.append(object.root, "spec", spec);
  return object;
}

Object redirect_route(Scope& scope, const Route& route, std::string_view name) {
  value::Builder& builder = scope.builder;
  const wiring::Party& party = scope.wiring.parties[route.party];
  Object object = new_object(scope, gateway_version, "HTTPRoute", name, party.name_space, party_labels(scope, party, name));
  Value* redirect = builder.map({{"scheme", builder.text("https")}, {"statusCode", builder.integer(301)}});
  Value* filter = builder.map({{"requestRedirect", redirect}, {"type", builder.text("RequestRedirect")}});
  Value* spec = builder.map();
  Value* hosts = hostnames(builder, route);
  if (hosts->count != 0) builder.append(spec, "hostnames", hosts);
  builder.append(spec, "parentRefs", builder.list({parent(scope, "http")}));
  builder.append(
      spec, "rules",
      builder.list({builder.map({{"filters", builder.list({filter})}, {"matches", matches(scope, route, paths_of(route), {})}})}));
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace

void add_routes(Scope& scope, std::uint32_t number, std::vector<Object>& objects) {
  const wiring::Party& party = scope.wiring.parties[number];
  std::uint32_t count = 0;
  for (const std::uint32_t i : scope.index.routes[number]) {
    const Route& route = scope.wiring.routes[i];
    if (route.via != Route::Via::gateway) continue;
    ++count;
    const std::string_view suffix = count == 1 ? std::string_view() : joined(scope.builder, {"-", digits(scope.builder, count)});
    const std::string_view name = limited_name(scope.builder, party.name, suffix);
    if (scope.wiring.cluster.gateway.ingress) {
      objects.push_back(ingress(scope, route, name));
      continue;
    }
    objects.push_back(gateway_route(scope, route, name));
    if (redirects(scope, route)) objects.push_back(redirect_route(scope, route, limited_name(scope.builder, name, "-redirect")));
  }
}

}  // namespace portolan::kubernetes
