#include "kubernetes/waivers.h"

#include <algorithm>
#include <array>
#include <string>

#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

enum class Scanner : std::uint8_t { kube_score, kube_linter, polaris, checkov };

struct Suppression {
  std::string_view rule;
  Scanner scanner;
  std::string_view check;
};

// What each rule of hardening is called by whom. Rules that nothing complains about stand nowhere here: their reason is kept all the same.
constexpr std::array suppressions = {
    Suppression{"cpu-limit", Scanner::kube_score, "container-resources"},
    Suppression{"cpu-limit", Scanner::checkov, "CKV_K8S_11"},
    Suppression{"cpu-limit", Scanner::polaris, "cpuLimitsMissing"},
    Suppression{"digest", Scanner::checkov, "CKV_K8S_43"},
    Suppression{"exposed", Scanner::kube_score, "service-type"},
    Suppression{"exposed", Scanner::kube_linter, "exposed-services"},
    Suppression{"guaranteed-qos", Scanner::kube_score, "container-resource-requests-equal-limits"},
    Suppression{"guaranteed-qos", Scanner::kube_score, "container-cpu-requests-equal-limits"},
    Suppression{"guaranteed-qos", Scanner::kube_score, "container-memory-requests-equal-limits"},
    Suppression{"high-uid", Scanner::kube_score, "container-security-context-user-group-id"},
    Suppression{"high-uid", Scanner::checkov, "CKV_K8S_40"},
    Suppression{"hpa-replicas", Scanner::kube_linter, "minimum-three-replicas"},
    Suppression{"hpa-replicas", Scanner::polaris, "deploymentMissingReplicas"},
    Suppression{"job-probes", Scanner::kube_linter, "no-liveness-probe"},
    Suppression{"job-probes", Scanner::kube_linter, "no-readiness-probe"},
    Suppression{"job-ttl", Scanner::kube_linter, "job-ttl-seconds-after-finished"},
    Suppression{"liveness", Scanner::kube_score, "pod-probes"},
    Suppression{"liveness", Scanner::checkov, "CKV_K8S_8"},
    Suppression{"liveness", Scanner::checkov, "CKV_K8S_9"},
    Suppression{"liveness", Scanner::kube_linter, "no-liveness-probe"},
    Suppression{"liveness", Scanner::kube_linter, "no-readiness-probe"},
    Suppression{"liveness", Scanner::polaris, "livenessProbeMissing"},
    Suppression{"liveness", Scanner::polaris, "readinessProbeMissing"},
    Suppression{"no-caller", Scanner::polaris, "missingNetworkPolicy"},
    Suppression{"priority-class", Scanner::polaris, "priorityClassNotSet"},
    Suppression{"priority-class", Scanner::kube_linter, "priority-class-name"},
    Suppression{"probes-identical", Scanner::kube_score, "pod-probes-identical"},
    Suppression{"pull-always", Scanner::kube_score, "container-image-pull-policy"},
    Suppression{"pull-always", Scanner::checkov, "CKV_K8S_15"},
    Suppression{"pull-always", Scanner::polaris, "pullPolicyNotAlways"},
    Suppression{"run-as-root", Scanner::kube_score, "container-security-context-user-group-id"},
    Suppression{"run-as-root", Scanner::checkov, "CKV_K8S_23"},
    Suppression{"run-as-root", Scanner::checkov, "CKV_K8S_40"},
    Suppression{"run-as-root", Scanner::kube_linter, "run-as-non-root"},
    Suppression{"run-as-root", Scanner::polaris, "runAsRootAllowed"},
    Suppression{"secrets-in-env", Scanner::checkov, "CKV_K8S_35"},
    Suppression{"secrets-in-env", Scanner::kube_linter, "read-secret-from-env-var"},
    Suppression{"secrets-in-env", Scanner::kube_linter, "env-var-secret"},
    Suppression{"secrets-in-env", Scanner::polaris, "sensitiveContainerEnvVar"},
    Suppression{"single-instance", Scanner::kube_score, "deployment-replicas"},
    Suppression{"single-instance", Scanner::kube_linter, "minimum-three-replicas"},
    Suppression{"single-instance", Scanner::polaris, "deploymentMissingReplicas"},
    Suppression{"writable-root", Scanner::kube_score, "container-security-context-readonlyrootfilesystem"},
    Suppression{"writable-root", Scanner::checkov, "CKV_K8S_22"},
    Suppression{"writable-root", Scanner::kube_linter, "no-read-only-root-fs"},
    Suppression{"writable-root", Scanner::polaris, "notReadOnlyRootFilesystem"},
};

template <class Test>
bool any_container(const wiring::Workload& workload, Test&& test) {
  return test(workload.main) || std::ranges::any_of(workload.init, test) || std::ranges::any_of(workload.sidecars, test);
}

}  // namespace

bool waives(const wiring::Workload& workload, std::string_view rule) { return workload.waivers.contains(std::string(rule)); }

std::vector<Waiver> waivers_of(Scope& scope, const wiring::Workload& workload) {
  std::vector<Waiver> waivers;
  for (const auto& [rule, reason] : workload.waivers) {
    if (rule != "exposed") waivers.push_back({rule, reason});
  }
  const auto add = [&](bool holds, std::string_view rule, std::string_view reason) {
    if (holds && !waives(workload, rule)) waivers.push_back({rule, reason});
  };
  add(any_container(workload,
                    [](const wiring::Container& c) {
                      return c.resources.cpu.request != c.resources.cpu.limit || c.resources.memory.request != c.resources.memory.limit;
                    }),
      "guaranteed-qos", "the chart lets it use more than it asks for");
  add(workload.shape == wiring::Workload::Shape::job, "job-ttl", "a finished job that vanished would run again at the next deployment");
  const auto number = static_cast<std::size_t>(&workload - scope.wiring.workloads.data());
  add(scope.index.ingress[number].empty(), "no-caller", "nothing calls it, so nothing may reach it");
  std::ranges::sort(waivers, {}, &Waiver::rule);
  return waivers;
}

void annotate_waivers(Scope& scope, const std::vector<Waiver>& waivers, Value* annotations) {
  value::Builder& builder = scope.builder;
  std::vector<std::string_view> kube_score;
  std::uint64_t checkov = 0;
  for (const Waiver& waiver : waivers) {
    builder.set(annotations, joined(builder, {"waive.portolan.dev/", waiver.rule}), builder.text(waiver.reason));
    for (const Suppression& suppression : suppressions) {
      if (suppression.rule != waiver.rule) continue;
      switch (suppression.scanner) {
        case Scanner::kube_score:
          if (std::ranges::find(kube_score, suppression.check) == kube_score.end()) kube_score.push_back(suppression.check);
          break;
        case Scanner::kube_linter:
          builder.set(annotations, joined(builder, {"ignore-check.kube-linter.io/", suppression.check}), builder.text(waiver.reason));
          break;
        case Scanner::polaris:
          builder.set(annotations, joined(builder, {"polaris.fairwinds.com/", suppression.check, "-exempt"}), builder.text("true"));
          break;
        case Scanner::checkov:
          builder.set(annotations, joined(builder, {"checkov.io/skip", digits(builder, ++checkov)}),
                      builder.text(joined(builder, {suppression.check, "=", waiver.reason})));
          break;
      }
    }
  }
  if (kube_score.empty()) return;
  std::string ignored;
  for (const std::string_view check : kube_score) {
    if (!ignored.empty()) ignored += ',';
    ignored += check;
  }
  builder.set(annotations, "kube-score/ignore", builder.copy(ignored));
}

}  // namespace portolan::kubernetes
