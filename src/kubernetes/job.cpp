#include <string>

#include "kubernetes/controllers.h"
#include "kubernetes/job_spec.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"
#include "kubernetes/pod_template.h"
#include "system/digest.h"

namespace portolan::kubernetes {

using value::Value;

Value* job_spec(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  value::Builder& builder = scope.builder;
  const wiring::JobOptions options = scope.wiring.workloads[number].job.value_or(wiring::JobOptions{});
  Value* spec = builder.map();
  builder.append(spec, "activeDeadlineSeconds", builder.integer(options.timeout_s));
  builder.append(spec, "backoffLimit", builder.integer(options.retries));
  builder.append(spec, "template", pod_template(scope, number, volumes));
  return spec;
}

Object job(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  const wiring::Workload& workload = scope.wiring.workloads[number];
  Object object = new_object(scope, "batch/v1", "Job", workload.name, workload.name_space, workload_labels(scope, workload),
                             controller_annotations(scope, workload));
  scope.builder.append(object.root, "spec", job_spec(scope, number, volumes));
  return object;
}

void seal_job(value::Builder& builder, Object& job) {
  const Value* spec = job.root->get("spec");
  const Value* metadata = job.root->get("metadata");
  if (spec == nullptr || metadata == nullptr) return;
  std::string content;
  value::sort_keys(*job.root);
  value::emit_json(*spec, content, value::JsonStyle::compact);
  const std::string digest = system::sha256_hex(content);
  job.name = limited_name(builder, job.name, joined(builder, {"-", std::string_view(digest).substr(0, 8)}));
  for (const value::Member& member : job.root->map()) {
    if (member.key == "metadata") builder.set(member.value, "name", builder.text(job.name));
  }
}

}  // namespace portolan::kubernetes
