#include "kubernetes/availability.h"

#include "kubernetes/labels.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Workload;

namespace {

Value* utilization(value::Builder& builder, std::string_view resource, std::uint32_t percent) {
  Value* target = builder.map({{"averageUtilization", builder.integer(percent)}, {"type", builder.text("Utilization")}});
  Value* of = builder.map({{"name", builder.text(resource)}, {"target", target}});
  return builder.map({{"resource", of}, {"type", builder.text("Resource")}});
}

}  // namespace

Object horizontal_pod_autoscaler(Scope& scope, const Workload& workload) {
  value::Builder& builder = scope.builder;
  Object object =
      new_object(scope, "autoscaling/v2", "HorizontalPodAutoscaler", workload.name, workload.name_space, companion_labels(scope, workload));
  Value* metrics = builder.list({utilization(builder, "cpu", workload.scale.cpu_percent)});
  if (workload.scale.memory_percent) builder.push(metrics, utilization(builder, "memory", *workload.scale.memory_percent));
  const bool stateful = workload.shape == Workload::Shape::stateful_set;
  Value* target = builder.map({{"apiVersion", builder.text("apps/v1")},
                               {"kind", builder.text(stateful ? "StatefulSet" : "Deployment")},
                               {"name", builder.text(workload.name)}});
  Value* shrink = builder.map({{"stabilizationWindowSeconds", builder.integer(300)}});
  Value* spec = builder.map();
  builder.append(spec, "behavior", builder.map({{"scaleDown", shrink}}));
  builder.append(spec, "maxReplicas", builder.integer(workload.scale.max));
  builder.append(spec, "metrics", metrics);
  builder.append(spec, "minReplicas", builder.integer(workload.scale.min));
  builder.append(spec, "scaleTargetRef", target);
  builder.append(object.root, "spec", spec);
  return object;
}

Object pod_disruption_budget(Scope& scope, const Workload& workload) {
  value::Builder& builder = scope.builder;
  Object object =
      new_object(scope, "policy/v1", "PodDisruptionBudget", workload.name, workload.name_space, companion_labels(scope, workload));
  Value* spec = builder.map();
  builder.append(spec, "maxUnavailable", builder.integer(1));
  builder.append(spec, "selector", match_labels(scope, workload_selector(scope, workload)));
  builder.append(spec, "unhealthyPodEvictionPolicy", builder.text("AlwaysAllow"));
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
