#include "wiring/workloads.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "wiring/containers.h"
#include "wiring/files.h"
#include "wiring/places.h"
#include "wiring/probes.h"
#include "wiring/references.h"
#include "wiring/resources.h"
#include "wiring/servers.h"
#include "wiring/settings.h"
#include "wiring/sorting.h"
#include "wiring/volumes.h"

namespace portolan::wiring {

namespace {

struct Made {
  Workload workload;
  const chart::Runtime* runtime = nullptr;
};

Workload::Shape shape_of(const Named& named, const chart::Runtime& runtime) {
  if (named.server != nullptr) return Workload::Shape::stateful_set;
  if (named.service->job) return named.service->job->kind == chart::Job::Kind::schedule ? Workload::Shape::cron_job : Workload::Shape::job;
  const bool keeps =
      std::ranges::any_of(runtime.volumes, [](const chart::Volume& volume) { return volume.kind == chart::Volume::Kind::kept; });
  return keeps ? Workload::Shape::stateful_set : Workload::Shape::deployment;
}

std::optional<JobOptions> job_of(const Named& named) {
  if (named.service == nullptr || !named.service->job) return std::nullopt;
  const chart::Job& job = *named.service->job;
  return JobOptions{job.schedule, job.timezone, job.kind == chart::Job::Kind::manual, job.retries, job.timeout_s, job.overlap};
}

Workload start(const Named& named, const chart::Runtime& runtime, std::string name) {
  Workload workload;
  workload.shape = shape_of(named, runtime);
  workload.name = std::move(name);
  workload.name_space = named.name_space;
  workload.party = named.party;
  workload.job = job_of(named);
  workload.scale = {runtime.replicas_min, std::max(runtime.replicas_min, runtime.replicas_max), runtime.scale_cpu, runtime.scale_memory};
  workload.stop_s = runtime.stop_s;
  workload.labels = runtime.labels;
  workload.annotations = runtime.annotations;
  workload.identity = runtime.identity;
  workload.at = origin(runtime.at);
  return workload;
}

// A workload's name has no capitals, dots or underscores, a version's may.
std::string versioned(std::string_view service, std::string_view version) {
  std::string name = fmt::format("{}-{}", service, version);
  for (char& character : name) {
    if (character == '.' || character == '_')
      character = '-';
    else if (character >= 'A' && character <= 'Z')
      character = static_cast<char>(character - 'A' + 'a');
  }
  return name;
}

void start_service(const Named& named, std::vector<Made>& made) {
  const chart::Service& service = *named.service;
  if (service.versions.empty()) {
    made.push_back({start(named, service, service.name), &service});
    return;
  }
  for (const chart::Version& version : service.versions) {
    if (!version.runtime.active) continue;
    Workload workload = start(named, version.runtime, versioned(service.name, version.name));
    workload.version = version.name;
    workload.weight = version.weight;
    workload.match_headers = version.match_headers;
    made.push_back({std::move(workload), &version.runtime});
  }
}

void refuse_equal_names(Draft& draft, const Made& first, const Made& second) {
  const Workload& workload = second.workload;
  draft.sink.add({.code = "P0401",
                  .span = second.runtime->at.said,
                  .message = fmt::format("two workloads of namespace `{}` would be called `{}`", workload.name_space, workload.name),
                  .notes = {{first.runtime->at.said, "the other one stands here"}},
                  .hint = "a version becomes a workload NAME-VERSION: rename the version or the service"});
}

// The pods of a StatefulSet have its name and a hash of ten characters as a label, and a label is at most 63 characters long.
constexpr std::size_t longest_name = 63, longest_stateful_name = 52;

void refuse_long_name(Draft& draft, const Made& one) {
  const Workload& workload = one.workload;
  const bool stateful = workload.shape == Workload::Shape::stateful_set;
  const std::size_t most = stateful ? longest_stateful_name : longest_name;
  if (workload.name.size() <= most) return;
  const char* what = stateful ? "a workload that keeps data" : "a workload";
  draft.sink.add({.code = "P0432",
                  .span = one.runtime->at.said,
                  .message = fmt::format("`{}` is {} characters long; {} has at most {}", workload.name, workload.name.size(), what, most),
                  .hint = "Kubernetes labels its pods with the name and refuses longer ones: find a shorter one"});
}

bool listens_low(const Party& party) {
  return std::ranges::any_of(party.ports, [](const Port& port) { return port.target < 1024; });
}

// Members of one server talk among themselves, on the client's port too (replica sets); independent servers do not. Of a service it
// is said by a link to itself.
bool talks_among_itself(const Party& party, const Workload& workload) {
  if (workload.scale.max < 2) return false;
  if (party.kind != PartyKind::service) return party.mode != "independent";
  return std::ranges::any_of(party.ports, [](const Port& port) { return port.peer; });
}

}  // namespace

void make_workloads(Draft& draft) {
  std::vector<Made> made;
  made.reserve(draft.wiring.parties.size());
  for (const Named* named : draft.named_of_party) {
    if (named == nullptr || named->external != nullptr) continue;
    if (named->service != nullptr)
      start_service(*named, made);
    else if (runs_pods(*named->server))
      made.push_back({start(*named, *named->server, named->server->name), named->server});
  }
  sort_moving_once(made, [](const Made& left, const Made& right) {
    return std::tie(left.workload.name_space, left.workload.name) < std::tie(right.workload.name_space, right.workload.name);
  });
  for (std::size_t index = 1; index < made.size(); ++index) {
    const Workload &before = made[index - 1].workload, &after = made[index].workload;
    const bool same = before.name == after.name && before.name_space == after.name_space;
    if (same && !(before.version.empty() && after.version.empty()))
      refuse_equal_names(draft, made[index - 1], made[index]);  // else check_names said it
  }
  for (const Made& one : made) refuse_long_name(draft, one);
  draft.wiring.workloads.reserve(made.size());
  draft.runtime_of_workload.reserve(made.size());
  for (Made& one : made) {
    Party& party = draft.wiring.parties[one.workload.party];
    party.workloads.push_back(static_cast<std::uint32_t>(draft.wiring.workloads.size()));
    one.workload.low_ports = listens_low(party);
    one.workload.spread_peers = talks_among_itself(party, one.workload);
    one.workload.meshed = draft.chart.mesh.kind != "none" && one.runtime->meshed;
    draft.runtime_of_workload.push_back(one.runtime);
    draft.wiring.workloads.push_back(std::move(one.workload));
  }
  draft.declared.resize(draft.wiring.workloads.size());
}

void fill_workloads(Draft& draft) {
  for (std::uint32_t index = 0; index < draft.wiring.workloads.size(); ++index) {
    References references(draft, index);
    make_containers(draft, index, references);
    make_files(draft, index, references);
    apply_settings(draft, index, references);
    make_volumes(draft, index);
    make_probes(draft, index);
    size_storage(draft.wiring.workloads[index]);
  }
}

}  // namespace portolan::wiring
