#include "kubernetes/probes.h"

#include "kubernetes/container.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Probe;

namespace {

enum class PortAs : std::uint8_t { name, number };

Value* port_value(Scope& scope, const wiring::Workload& workload, const Probe& probe, PortAs as) {
  if (as == PortAs::name) {
    const std::string_view name = container_port_name(scope, workload.main, probe.port);
    if (!name.empty()) return scope.builder.text(name);
  }
  return scope.builder.integer(probe.port);
}

Value* http_check(Scope& scope, const wiring::Workload& workload, const Probe& probe, PortAs as) {
  value::Builder& builder = scope.builder;
  Value* get = builder.map();
  if (!probe.headers.empty()) {
    Value* headers = builder.list();
    for (const auto& [name, text] : probe.headers)
      builder.push(headers, builder.map({{"name", builder.text(name)}, {"value", builder.text(text)}}));
    builder.append(get, "httpHeaders", headers);
  }
  builder.append(get, "path", builder.text(probe.path));
  builder.append(get, "port", port_value(scope, workload, probe, as));
  if (probe.tls) builder.append(get, "scheme", builder.text("HTTPS"));
  return get;
}

Value* check(Scope& scope, const wiring::Workload& workload, const Probe& probe, PortAs as) {
  value::Builder& builder = scope.builder;
  Value* made = builder.map();
  switch (probe.kind) {
    case Probe::Kind::none: break;
    case Probe::Kind::http: builder.append(made, "httpGet", http_check(scope, workload, probe, as)); break;
    case Probe::Kind::tcp: builder.append(made, "tcpSocket", builder.map({{"port", port_value(scope, workload, probe, as)}})); break;
    case Probe::Kind::grpc: {
      Value* grpc = builder.map({{"port", builder.integer(probe.port)}});
      if (!probe.grpc_service.empty()) builder.append(grpc, "service", builder.text(probe.grpc_service));
      builder.append(made, "grpc", grpc);
      break;
    }
    case Probe::Kind::exec: {
      Value* words = builder.list();
      for (const std::string& word : probe.exec) builder.push(words, builder.text(word));
      builder.append(made, "exec", builder.map({{"command", words}}));
      break;
    }
  }
  builder.append(made, "failureThreshold", builder.integer(probe.failures));
  builder.append(made, "periodSeconds", builder.integer(probe.every_s));
  builder.append(made, "timeoutSeconds", builder.integer(probe.timeout_s));
  return made;
}

}  // namespace

void add_probes(Scope& scope, const wiring::Workload& workload, Value* container) {
  const auto add = [&](std::string_view key, const Probe& probe, PortAs as) {
    if (probe.kind != Probe::Kind::none) scope.builder.append(container, key, check(scope, workload, probe, as));
  };
  add("livenessProbe", workload.health.live, PortAs::number);
  add("readinessProbe", workload.health.ready, PortAs::name);
  add("startupProbe", workload.health.startup, PortAs::number);
}

}  // namespace portolan::kubernetes
