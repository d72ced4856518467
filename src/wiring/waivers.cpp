#include "wiring/waivers.h"

#include <algorithm>

#include <fmt/core.h>

#include "wiring/containers.h"
#include "wiring/places.h"
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

// Requests as large as the limits: the pods get the class Guaranteed, and are the last that a full node puts out.
void raise_requests(Workload& workload) {
  const auto raise = [](Container& container) {
    for (Quantity* quantity : {&container.resources.cpu, &container.resources.memory, &container.resources.storage}) {
      if (!quantity->limit.empty()) quantity->request = quantity->limit;
    }
  };
  raise(workload.main);
  std::ranges::for_each(workload.init, raise);
  std::ranges::for_each(workload.sidecars, raise);
}

// What a chart does without saying so in `waive`. The profile `balanced` lets it pass and gives the reason itself; `strict` demands
// that the chart gives it, but for what the chart has said elsewhere (`expose`, `cluster.pull`, `job`) or cannot help (the uid of a
// server's image, secrets that a program reads from its environment), and it raises requests to the limits.
class Derived {
 public:
  Derived(Draft& draft, std::uint32_t index, std::vector<bool>& exposed)
      : draft_(draft), workload_(draft.wiring.workloads[index]), runtime_(*draft.runtime_of_workload[index]), exposed_(exposed) {}

  void derive() {
    if (draft_.wiring.strict_hardening && !workload_.waivers.contains("guaranteed-qos")) raise_requests(workload_);
    const bool program = draft_.wiring.parties[workload_.party].kind == PartyKind::service;
    if (any_container(workload_,
                      [](const Container& container) { return container.uid <= highest_low_uid || container.gid <= highest_low_uid; })) {
      std::string reason = fmt::format("the image is built for user {}", workload_.main.uid);
      const bool must_be_said = program && workload_.main.uid != 0;
      must_be_said ? demand("high-uid", std::move(reason)) : waive("high-uid", std::move(reason));
    }
    if (any_container(workload_, [](const Container& container) { return container.uid == 0; }))
      demand("run-as-root", "the image is built for user 0");
    if (any_container(workload_, secret_in_environment))
      waive("secrets-in-env", "the program reads a secret from its environment or arguments");
    if (any_container(workload_, [](const Container& container) { return container.resources.cpu.limit.empty(); }))
      demand("cpu-limit", "`resources` gives the processor no limit");
    if (any_container(workload_, [](const Container& container) { return parse_image(container.image).digest.empty(); }))
      demand("digest", "the image is named by its tag");
    if (draft_.wiring.cluster.pull_policy != "Always") waive("pull-always", fmt::format("`cluster.pull` is {}", draft_.chart.cluster.pull));
    if (exposed_[workload_.party]) waive("exposed", "`expose` opens it to the world by a load balancer or a node port");
    if (workload_.job) {
      waive("job-probes", "a job ends by itself");
      return;
    }
    if (workload_.scale.automatic())
      waive("hpa-replicas", "the autoscaler holds the number of replicas");
    else if (workload_.scale.max == 1)
      workload_.shape == Workload::Shape::deployment ? demand("single-instance", "one replica is declared")
                                                     : waive("single-instance", "one replica is declared");
    if (workload_.health.live.kind == Probe::Kind::none)
      waive("liveness", workload_.health.ready.kind == Probe::Kind::none ? "no health check is declared" : "`health` has no liveness");
    if (identical(workload_.health.ready, workload_.health.live)) waive("probes-identical", "the program has one check for both");
  }

 private:
  void demand(const char* rule, std::string reason) {
    if (draft_.wiring.strict_hardening && !workload_.waivers.contains(rule)) {
      draft_.sink.add(with_layers({.code = "P0433",
                                   .message = fmt::format("`{}` needs a waiver of `{}`: {}", workload_.name, rule, reason),
                                   .hint = fmt::format("`hardening: strict` wants the reason: `waive: {{{}: REASON}}`", rule)},
                                  runtime_.at, workload_.name));
    }
    waive(rule, std::move(reason));
  }

  void waive(const char* rule, std::string reason) { workload_.waivers.try_emplace(rule, std::move(reason)); }

  Draft& draft_;
  Workload& workload_;
  const chart::Runtime& runtime_;
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
    Derived(draft, index, exposed).derive();
  }
}

}  // namespace portolan::wiring
