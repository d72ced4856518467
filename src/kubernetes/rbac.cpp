#include <algorithm>

#include "kubernetes/identity.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Workload;

namespace {

constexpr std::string_view rbac_version = "rbac.authorization.k8s.io/v1";
constexpr std::string_view rbac_group = "rbac.authorization.k8s.io";

Value* rules(value::Builder& builder, const Workload& workload, bool cluster_wide) {
  Value* list = builder.list();
  for (const wiring::ApiRule& rule : workload.api_rules) {
    if (rule.cluster_wide != cluster_wide) continue;
    Value* verbs = builder.list();
    for (const std::string& verb : rule.verbs) builder.push(verbs, builder.text(verb));
    builder.push(list, builder.map({{"apiGroups", builder.list({builder.text(rule.group)})},
                                    {"resources", builder.list({builder.text(rule.resource)})},
                                    {"verbs", verbs}}));
  }
  return list;
}

Value* subject(value::Builder& builder, const Workload& workload) {
  return builder.map(
      {{"kind", builder.text("ServiceAccount")}, {"name", builder.text(workload.name)}, {"namespace", builder.text(workload.name_space)}});
}

void add(Scope& scope, const Workload& workload, bool cluster_wide, std::vector<Object>& objects) {
  value::Builder& builder = scope.builder;
  Value* granted = rules(builder, workload, cluster_wide);
  if (granted->count == 0) return;
  const std::string_view kind = cluster_wide ? "ClusterRole" : "Role";
  const std::string_view name = cluster_wide ? joined(builder, {workload.name_space, ".", workload.name}) : std::string_view(workload.name);
  const std::string_view name_space = cluster_wide ? std::string_view() : std::string_view(workload.name_space);
  Object role = new_object(scope, rbac_version, kind, name, name_space, companion_labels(scope, workload));
  builder.append(role.root, "rules", granted);
  objects.push_back(role);
  Object binding = new_object(scope, rbac_version, cluster_wide ? "ClusterRoleBinding" : "RoleBinding", name, name_space,
                              companion_labels(scope, workload));
  builder.append(binding.root, "roleRef",
                 builder.map({{"apiGroup", builder.text(rbac_group)}, {"kind", builder.text(kind)}, {"name", builder.text(name)}}));
  builder.append(binding.root, "subjects", builder.list({subject(builder, workload)}));
  objects.push_back(binding);
}

}  // namespace

void add_roles(Scope& scope, const Workload& workload, std::vector<Object>& objects) {
  if (workload.api_rules.empty()) return;
  add(scope, workload, false, objects);
  add(scope, workload, true, objects);
}

}  // namespace portolan::kubernetes
