#include "wiring/waivers.h"

#include <algorithm>

#include <fmt/core.h>

#include "wiring/containers.h"
#include "wiring/texts.h"

namespace portolan::wiring {

namespace {

constexpr std::uint32_t highest_low_uid = 10000;

template <class Test>
bool any_container(const Workload& workload, Test test) {
  return test(workload.main) || std::ranges::any_of(workload.init, test) || std::ranges::any_of(workload.sidecars, test);
}

bool secret_in_environment(const Container& container) {
  if (std::ranges::any_of(container.env, [](const EnvVar& variable) { return holds_secret(variable.value); })) return true;
  const auto words = [](const std::optional<std::vector<Text>>& texts) { return texts && std::ranges::any_of(*texts, holds_secret); };
  return words(container.args) || words(container.entrypoint);
}

bool identical(const Probe& ready, const Probe& live) {
  if (ready.kind == Probe::Kind::none || ready.kind != live.kind) return false;
  if (ready.kind == Probe::Kind::exec) return ready.exec == live.exec;
  return ready.kind == Probe::Kind::http && ready.path == live.path && ready.port == live.port;
}

class Derived {
 public:
  Derived(Draft& draft, Workload& workload, std::vector<bool>& exposed) : draft_(draft), workload_(workload), exposed_(exposed) {}

  void derive() {
    if (any_container(workload_,
                      [](const Container& container) { return container.uid <= highest_low_uid || container.gid <= highest_low_uid; })) {
      waive("high-uid", fmt::format("the image is built for user {}", workload_.main.uid));
    }
    if (any_container(workload_, [](const Container& container) { return container.uid == 0; }))
      waive("run-as-root", "the image is built for user 0");
    if (any_container(workload_, secret_in_environment))
      waive("secrets-in-env", "the program reads a secret from its environment or arguments");
    if (any_container(workload_, [](const Container& container) { return container.resources.cpu.limit.empty(); }))
      waive("cpu-limit", "`resources` gives the processor no limit");
    if (any_container(workload_, [](const Container& container) { return parse_image(container.image).digest.empty(); }))
      waive("digest", "the image is named by its tag");
    if (draft_.wiring.cluster.pull_policy != "Always") waive("pull-always", fmt::format("`cluster.pull` is {}", draft_.chart.cluster.pull));
    if (exposed_[workload_.party]) waive("exposed", "`expose` opens it to the world by a load balancer or a node port");
    if (workload_.job) {
      waive("job-probes", "a job ends by itself");
      return;
    }
    if (workload_.scale.automatic())
      waive("hpa-replicas", "the autoscaler holds the number of replicas");
    else if (workload_.scale.max == 1)
      waive("single-instance", "one replica is declared");
    if (workload_.health.live.kind == Probe::Kind::none)
      waive("liveness", workload_.health.ready.kind == Probe::Kind::none ? "no health check is declared" : "`health` has no liveness");
    if (identical(workload_.health.ready, workload_.health.live)) waive("probes-identical", "the program has one check for both");
  }

 private:
  void waive(const char* rule, std::string reason) { workload_.waivers.try_emplace(rule, std::move(reason)); }

  Draft& draft_;
  Workload& workload_;
  std::vector<bool>& exposed_;
};

}  // namespace

void make_waivers(Draft& draft) {
  std::vector<bool> exposed(draft.wiring.parties.size(), false);
  for (const Route& route : draft.wiring.routes) {
    if (route.via != Route::Via::gateway) exposed[route.party] = true;
  }
  for (std::uint32_t index = 0; index < draft.wiring.workloads.size(); ++index) {
    Workload& workload = draft.wiring.workloads[index];
    for (const auto& [rule, reason] : draft.runtime_of_workload[index]->waive) workload.waivers.emplace(rule, reason);
    Derived(draft, workload, exposed).derive();
  }
}

}  // namespace portolan::wiring
