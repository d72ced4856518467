#include "kubernetes/pod_template.h"

#include "kubernetes/container.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"
#include "kubernetes/scraping.h"
#include "kubernetes/security_context.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Workload;

namespace {

bool stays(const Workload& workload) {
  return workload.shape == Workload::Shape::deployment || workload.shape == Workload::Shape::stateful_set;
}

Value* affinity(Scope& scope, const Workload& workload) {
  value::Builder& builder = scope.builder;
  Value* linux_node = builder.map(
      {{"key", builder.text("kubernetes.io/os")}, {"operator", builder.text("In")}, {"values", builder.list({builder.text("linux")})}});
  Value* terms = builder.list({builder.map({{"matchExpressions", builder.list({linux_node})}})});
  Value* made = builder.map();
  builder.append(made, "nodeAffinity",
                 builder.map({{"requiredDuringSchedulingIgnoredDuringExecution", builder.map({{"nodeSelectorTerms", terms}})}}));
  if (!stays(workload)) return made;
  Value* term = builder.map({{"labelSelector", match_labels(scope, workload_selector(scope, workload))},
                             {"topologyKey", builder.text("kubernetes.io/hostname")}});
  Value* preferred = builder.map({{"podAffinityTerm", term}, {"weight", builder.integer(100)}});
  builder.append(made, "podAntiAffinity", builder.map({{"preferredDuringSchedulingIgnoredDuringExecution", builder.list({preferred})}}));
  return made;
}

Value* spread(Scope& scope, const Workload& workload) {
  value::Builder& builder = scope.builder;
  Value* list = builder.list();
  for (const std::string_view key : {"topology.kubernetes.io/zone", "kubernetes.io/hostname"}) {
    Value* constraint = builder.map();
    builder.append(constraint, "labelSelector", match_labels(scope, workload_selector(scope, workload)));
    if (workload.shape == Workload::Shape::deployment) {
      builder.append(constraint, "matchLabelKeys", builder.list({builder.text("pod-template-hash")}));
    }
    builder.append(constraint, "maxSkew", builder.integer(1));
    builder.append(constraint, "topologyKey", builder.text(key));
    builder.append(constraint, "whenUnsatisfiable", builder.text("ScheduleAnyway"));
    builder.push(list, constraint);
  }
  return list;
}

Value* annotations(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  value::Builder& builder = scope.builder;
  Value* made = builder.map();
  if (!volumes.checksum().empty()) builder.append(made, "checksum/files", builder.text(volumes.checksum()));
  annotate_scraping(scope, number, made);
  for (const auto& [key, text] : scope.wiring.workloads[number].annotations) builder.set(made, key, builder.text(text));
  return made;
}

}  // namespace

Value* pod_template(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  value::Builder& builder = scope.builder;
  const Workload& workload = scope.wiring.workloads[number];
  Value* spec = builder.map();
  builder.append(spec, "affinity", affinity(scope, workload));
  builder.append(spec, "automountServiceAccountToken", builder.boolean(false));
  builder.append(spec, "containers", builder.list({container(scope, number, workload.main, Role::main, volumes)}));
  Value* ndots = builder.map({{"name", builder.text("ndots")}, {"value", builder.text("2")}});
  builder.append(spec, "dnsConfig", builder.map({{"options", builder.list({ndots})}}));
  builder.append(spec, "enableServiceLinks", builder.boolean(false));
  if (!workload.pull_secrets.empty()) {
    Value* secrets = builder.list();
    for (const std::string& name : workload.pull_secrets) builder.push(secrets, builder.map({{"name", builder.text(name)}}));
    builder.append(spec, "imagePullSecrets", secrets);
  }
  if (!workload.init.empty() || !workload.sidecars.empty()) {
    Value* before = builder.list();
    for (const wiring::Container& sidecar : workload.sidecars)
      builder.push(before, container(scope, number, sidecar, Role::sidecar, volumes));
    for (const wiring::Container& init : workload.init) builder.push(before, container(scope, number, init, Role::init, volumes));
    builder.append(spec, "initContainers", before);
  }
  builder.append(spec, "restartPolicy", builder.text(stays(workload) ? "Always" : "OnFailure"));
  builder.append(spec, "securityContext", pod_security_context(scope, workload));
  builder.append(spec, "serviceAccountName", builder.text(workload.name));
  // The clock runs from before preStop, so the program itself gets what the chart says.
  builder.append(spec, "terminationGracePeriodSeconds", builder.integer(drain_seconds(scope, number) + workload.stop_s));
  if (stays(workload)) builder.append(spec, "topologySpreadConstraints", spread(scope, workload));
  if (volumes.volumes()->count != 0) builder.append(spec, "volumes", volumes.volumes());

  Value* metadata = builder.map();
  Value* notes = annotations(scope, number, volumes);
  if (notes->count != 0) builder.append(metadata, "annotations", notes);
  builder.append(metadata, "labels", workload_labels(scope, workload));
  return builder.map({{"metadata", metadata}, {"spec", spec}});
}

}  // namespace portolan::kubernetes
