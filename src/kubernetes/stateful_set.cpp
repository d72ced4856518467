#include "kubernetes/controllers.h"
#include "kubernetes/labels.h"
#include "kubernetes/pod_template.h"

namespace portolan::kubernetes {

using value::Value;

Object stateful_set(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  value::Builder& builder = scope.builder;
  const wiring::Workload& workload = scope.wiring.workloads[number];
  Object object = new_object(scope, "apps/v1", "StatefulSet", workload.name, workload.name_space, workload_labels(scope, workload),
                             controller_annotations(scope, workload));
  Value* spec = builder.map();
  builder.append(spec, "minReadySeconds", builder.integer(10));
  if (volumes.claim_templates()->count != 0) {
    builder.append(spec, "persistentVolumeClaimRetentionPolicy",
                   builder.map({{"whenDeleted", builder.text("Retain")}, {"whenScaled", builder.text("Retain")}}));
  }
  // Peers that wait for each other would never become ready one by one.
  builder.append(spec, "podManagementPolicy", builder.text(workload.spread_peers ? "Parallel" : "OrderedReady"));
  if (!workload.scale.automatic()) builder.append(spec, "replicas", builder.integer(workload.scale.min));
  builder.append(spec, "revisionHistoryLimit", builder.integer(5));
  builder.append(spec, "selector", match_labels(scope, workload_selector(scope, workload)));
  builder.append(spec, "serviceName", builder.text(workload.headless_name));
  builder.append(spec, "template", pod_template(scope, number, volumes));
  builder.append(spec, "updateStrategy", builder.map({{"type", builder.text("RollingUpdate")}}));
  if (volumes.claim_templates()->count != 0) builder.append(spec, "volumeClaimTemplates", volumes.claim_templates());
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
