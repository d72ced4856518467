#include "kubernetes/controllers.h"
#include "kubernetes/labels.h"
#include "kubernetes/pod_template.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

// One more pod at a time; from here on a quarter at a time, or a rollout takes for ever.
constexpr std::uint32_t many_replicas = 8;

Value* strategy(value::Builder& builder, const wiring::Scale& scale) {
  Value* surge = scale.max > many_replicas ? builder.text("25%") : builder.integer(1);
  Value* rolling = builder.map({{"maxSurge", surge}, {"maxUnavailable", builder.integer(0)}});
  return builder.map({{"rollingUpdate", rolling}, {"type", builder.text("RollingUpdate")}});
}

}  // namespace

Object deployment(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  value::Builder& builder = scope.builder;
  const wiring::Workload& workload = scope.wiring.workloads[number];
  Object object = new_object(scope, "apps/v1", "Deployment", workload.name, workload.name_space, workload_labels(scope, workload),
                             controller_annotations(scope, workload));
  Value* spec = builder.map();
  builder.append(spec, "minReadySeconds", builder.integer(5));
  builder.append(spec, "progressDeadlineSeconds", builder.integer(600));
  if (!workload.scale.automatic()) builder.append(spec, "replicas", builder.integer(workload.scale.min));
  builder.append(spec, "revisionHistoryLimit", builder.integer(5));
  builder.append(spec, "selector", match_labels(scope, workload_selector(scope, workload)));
  builder.append(spec, "strategy", strategy(builder, workload.scale));
  builder.append(spec, "template", pod_template(scope, number, volumes));
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
