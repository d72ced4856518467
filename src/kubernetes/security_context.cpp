#include "kubernetes/security_context.h"

#include <algorithm>

#include "kubernetes/waivers.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

Value* runtime_default(value::Builder& builder) { return builder.map({{"type", builder.text("RuntimeDefault")}}); }

bool runs_as_root(const wiring::Workload& workload) {
  const auto root = [](const wiring::Container& container) { return container.uid == 0; };
  return root(workload.main) || std::ranges::any_of(workload.init, root) || std::ranges::any_of(workload.sidecars, root);
}

}  // namespace

Value* pod_security_context(Scope& scope, const wiring::Workload& workload) {
  value::Builder& builder = scope.builder;
  Value* context = builder.map();
  builder.append(context, "fsGroup", builder.integer(workload.main.gid));
  builder.append(context, "fsGroupChangePolicy", builder.text("OnRootMismatch"));
  builder.append(context, "runAsGroup", builder.integer(workload.main.gid));
  builder.append(context, "runAsNonRoot", builder.boolean(!runs_as_root(workload)));
  builder.append(context, "runAsUser", builder.integer(workload.main.uid));
  builder.append(context, "seccompProfile", runtime_default(builder));
  if (workload.low_ports) {
    Value* any_port = builder.map({{"name", builder.text("net.ipv4.ip_unprivileged_port_start")}, {"value", builder.text("0")}});
    builder.append(context, "sysctls", builder.list({any_port}));
  }
  return context;
}

Value* container_security_context(Scope& scope, const wiring::Workload& workload, const wiring::Container& container) {
  value::Builder& builder = scope.builder;
  Value* context = builder.map();
  builder.append(context, "allowPrivilegeEscalation", builder.boolean(false));
  builder.append(context, "capabilities", builder.map({{"drop", builder.list({builder.text("ALL")})}}));
  builder.append(context, "privileged", builder.boolean(false));
  builder.append(context, "readOnlyRootFilesystem", builder.boolean(!waives(workload, "writable-root")));
  builder.append(context, "runAsGroup", builder.integer(container.gid));
  builder.append(context, "runAsNonRoot", builder.boolean(container.uid != 0));
  builder.append(context, "runAsUser", builder.integer(container.uid));
  builder.append(context, "seccompProfile", runtime_default(builder));
  return context;
}

std::string_view pod_security_level(const wiring::Wiring& wiring, std::string_view name_space) {
  const bool root = std::ranges::any_of(
      wiring.workloads, [&](const wiring::Workload& workload) { return workload.name_space == name_space && runs_as_root(workload); });
  return root ? "baseline" : "restricted";
}

}  // namespace portolan::kubernetes
