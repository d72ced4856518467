#include "kubernetes/namespaces.h"

#include <array>

#include "kubernetes/labels.h"
#include "kubernetes/names.h"
#include "kubernetes/security_context.h"

namespace portolan::kubernetes {

Object made_namespace(Scope& scope, const wiring::Namespace& name_space) {
  value::Builder& builder = scope.builder;
  value::Value* labels = shared_labels(scope);
  builder.append(labels, "app.kubernetes.io/name", builder.text(name_space.name));
  const std::string_view level = pod_security_level(scope.wiring, name_space.name);
  const std::string_view version = joined(builder, {"v1.", digits(builder, scope.wiring.cluster.minor)});
  constexpr std::array<std::array<std::string_view, 2>, 3> modes = {{
      {"pod-security.kubernetes.io/audit", "pod-security.kubernetes.io/audit-version"},
      {"pod-security.kubernetes.io/enforce", "pod-security.kubernetes.io/enforce-version"},
      {"pod-security.kubernetes.io/warn", "pod-security.kubernetes.io/warn-version"},
  }};
  for (const auto& [mode, pinned] : modes) {
    builder.append(labels, mode, builder.text(level));
    builder.append(labels, pinned, builder.text(version));
  }
  return new_object(scope, "v1", "Namespace", name_space.name, "", labels);
}

}  // namespace portolan::kubernetes
