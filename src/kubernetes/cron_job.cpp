#include "kubernetes/controllers.h"
#include "kubernetes/job_spec.h"
#include "kubernetes/labels.h"
#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

// A CronJob must have a schedule even where it is suspended for good.
constexpr std::string_view never = "0 0 1 1 *";

// The Jobs that it makes have a longer name than it.
constexpr std::size_t longest_name = 52;

}  // namespace

Object cron_job(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  value::Builder& builder = scope.builder;
  const wiring::Workload& workload = scope.wiring.workloads[number];
  const wiring::JobOptions& options = *workload.job;
  Object object = new_object(scope, "batch/v1", "CronJob", limited_name(builder, workload.name, "", longest_name), workload.name_space,
                             workload_labels(scope, workload), controller_annotations(scope, workload));
  Value* run =
      builder.map({{"metadata", builder.map({{"labels", workload_labels(scope, workload)}})}, {"spec", job_spec(scope, number, volumes)}});
  Value* spec = builder.map();
  builder.append(spec, "concurrencyPolicy", builder.text(options.overlap ? "Allow" : "Forbid"));
  builder.append(spec, "failedJobsHistoryLimit", builder.integer(3));
  builder.append(spec, "jobTemplate", run);
  builder.append(spec, "schedule", builder.text(options.manual ? never : std::string_view(options.schedule)));
  builder.append(spec, "startingDeadlineSeconds", builder.integer(300));
  builder.append(spec, "successfulJobsHistoryLimit", builder.integer(3));
  builder.append(spec, "suspend", builder.boolean(options.manual));
  builder.append(spec, "timeZone", builder.text(options.timezone.empty() ? std::string_view("UTC") : std::string_view(options.timezone)));
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
