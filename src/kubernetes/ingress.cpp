#include "kubernetes/ingress.h"

#include <algorithm>
#include <string>

#include "kubernetes/gateway.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Protocol;
using wiring::Route;

namespace {

bool is_nginx(const Scope& scope) { return scope.wiring.cluster.gateway.ingress_class.find("nginx") != std::string::npos; }

// The part of the path behind the prefix is the second group, and is what the rewritten path ends in.
bool rewrites_prefix(const Scope& scope, const Route& route) { return route.rewrite && is_nginx(scope); }

void annotate_nginx(Scope& scope, const Route& route, Value* annotations) {
  value::Builder& builder = scope.builder;
  if (route.protocol == Protocol::grpc) builder.set(annotations, "nginx.ingress.kubernetes.io/backend-protocol", builder.text("GRPC"));
  if (route.protocol == Protocol::https) builder.set(annotations, "nginx.ingress.kubernetes.io/backend-protocol", builder.text("HTTPS"));
  if (!route.rewrite) return;
  std::string_view target = *route.rewrite;
  while (target.ends_with('/')) target.remove_suffix(1);
  builder.set(annotations, "nginx.ingress.kubernetes.io/rewrite-target", builder.text(joined(builder, {target, "/$2"})));
  builder.set(annotations, "nginx.ingress.kubernetes.io/use-regex", builder.text("true"));
}

Value* path_value(Scope& scope, const Route& route, const Route::Path& path) {
  value::Builder& builder = scope.builder;
  const wiring::Party& party = scope.wiring.parties[route.party];
  Value* service = builder.map({{"name", builder.text(party.name)}, {"port", builder.map({{"number", builder.integer(route.port)}})}});
  Value* made = builder.map({{"backend", builder.map({{"service", service}})}});
  if (rewrites_prefix(scope, route)) {
    std::string_view prefix = path.path;
    while (prefix.ends_with('/')) prefix.remove_suffix(1);
    builder.append(made, "path", builder.text(joined(builder, {prefix, path.exact ? "()()$" : "(/|$)(.*)"})));
    builder.append(made, "pathType", builder.text("ImplementationSpecific"));
  } else {
    builder.append(made, "path", builder.text(path.path));
    builder.append(made, "pathType", builder.text(path.exact ? "Exact" : "Prefix"));
  }
  return made;
}

Value* paths(Scope& scope, const Route& route) {
  Value* list = scope.builder.list();
  if (route.paths.empty()) scope.builder.push(list, path_value(scope, route, {.path = "/", .exact = false}));
  for (const Route::Path& path : route.paths) scope.builder.push(list, path_value(scope, route, path));
  return list;
}

}  // namespace

Object ingress(Scope& scope, const Route& route, std::string_view name) {
  value::Builder& builder = scope.builder;
  const wiring::Party& party = scope.wiring.parties[route.party];
  Value* annotations = builder.map();
  if (is_nginx(scope)) annotate_nginx(scope, route, annotations);
  for (const auto& [key, text] : route.annotations) builder.set(annotations, key, builder.text(text));
  Object object =
      new_object(scope, "networking.k8s.io/v1", "Ingress", name, party.name_space, party_labels(scope, party, name), annotations);

  const bool any = route.hosts.empty() || std::ranges::find(route.hosts, "*") != route.hosts.end();
  Value* rules = builder.list();
  Value* hosts = builder.list();
  if (any) builder.push(rules, builder.map({{"http", builder.map({{"paths", paths(scope, route)}})}}));
  for (const std::string& host : route.hosts) {
    if (any) break;
    builder.push(rules, builder.map({{"host", builder.text(host)}, {"http", builder.map({{"paths", paths(scope, route)}})}}));
    builder.push(hosts, builder.text(host));
  }
  Value* spec = builder.map();
  if (!scope.wiring.cluster.gateway.ingress_class.empty()) {
    builder.append(spec, "ingressClassName", builder.text(scope.wiring.cluster.gateway.ingress_class));
  }
  builder.append(spec, "rules", rules);
  if (const std::string_view certificate = certificate_of(scope.wiring, route); !certificate.empty()) {
    Value* tls = builder.map();
    if (hosts->count != 0) builder.append(tls, "hosts", hosts);
    builder.append(tls, "secretName", builder.text(certificate));
    builder.append(spec, "tls", builder.list({tls}));
  }
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
