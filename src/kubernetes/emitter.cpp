#include <algorithm>
#include <set>
#include <string_view>

#include "kubernetes/availability.h"
#include "kubernetes/controllers.h"
#include "kubernetes/external_secret.h"
#include "kubernetes/extras.h"
#include "kubernetes/gateway.h"
#include "kubernetes/identity.h"
#include "kubernetes/labels.h"
#include "kubernetes/namespaces.h"
#include "kubernetes/network_policy.h"
#include "kubernetes/objects.h"
#include "kubernetes/patches.h"
#include "kubernetes/scope.h"
#include "kubernetes/scraping.h"
#include "kubernetes/service.h"
#include "kubernetes/volumes.h"

namespace portolan::kubernetes {

using wiring::Workload;

namespace {

constexpr std::uint32_t no_group = 0xffffffff;

bool stays(const Workload& workload) {
  return workload.shape == Workload::Shape::deployment || workload.shape == Workload::Shape::stateful_set;
}

Object controller(Scope& scope, std::uint32_t number, const PodVolumes& volumes) {
  const Workload& workload = scope.wiring.workloads[number];
  switch (workload.shape) {
    case Workload::Shape::deployment: return deployment(scope, number, volumes);
    case Workload::Shape::stateful_set: return stateful_set(scope, number, volumes);
    case Workload::Shape::cron_job: return cron_job(scope, number, volumes);
    case Workload::Shape::job: break;
  }
  const bool manual = workload.job && workload.job->manual;
  return manual ? cron_job(scope, number, volumes) : job(scope, number, volumes);
}

void emit_namespaces(Scope& scope, std::vector<Object>& objects) {
  for (const wiring::Namespace& name_space : scope.wiring.namespaces) {
    if (name_space.made) objects.push_back(made_namespace(scope, name_space));
  }
}

void emit_shared(Scope& scope, std::vector<Object>& objects) {
  std::set<std::string_view> inhabited;
  for (const Workload& workload : scope.wiring.workloads) inhabited.insert(workload.name_space);
  for (const wiring::Namespace& name_space : scope.wiring.namespaces) {
    if (inhabited.contains(name_space.name)) objects.push_back(default_deny(scope, name_space));
  }
  for (const std::uint32_t secret : scope.index.shared_secrets) {
    objects.push_back(external_secret(scope, scope.wiring.secrets[secret], shared_labels(scope)));
  }
  if (makes_gateway(scope.wiring)) objects.push_back(gateway(scope));
  add_extras(scope, objects);
}

void emit_party(Scope& scope, std::uint32_t number, std::vector<Object>& objects) {
  const wiring::Wiring& wiring = scope.wiring;
  const wiring::Party& party = wiring.parties[number];
  for (const std::uint32_t i : party.workloads) objects.push_back(service_account(scope, wiring.workloads[i]));
  for (const std::uint32_t secret : scope.index.remote_secrets[number]) {
    objects.push_back(external_secret(scope, wiring.secrets[secret], party_labels(scope, party, wiring.secrets[secret].name)));
  }
  std::vector<PodVolumes> volumes;
  for (const std::uint32_t i : party.workloads) {
    const Workload& workload = wiring.workloads[i];
    volumes.emplace_back(scope, workload);
    if (volumes.back().config_map().empty()) continue;
    Object map = new_object(scope, "v1", "ConfigMap", volumes.back().config_map(), workload.name_space, companion_labels(scope, workload));
    volumes.back().fill_config_map(scope, map.root);
    objects.push_back(map);
  }
  if (party.is_volume && party.deployed) objects.push_back(shared_claim(scope, party));
  for (const std::uint32_t i : party.workloads) add_roles(scope, wiring.workloads[i], objects);
  for (const std::uint32_t i : scope.index.addresses[number]) objects.push_back(service(scope, wiring.addresses[i]));
  for (std::size_t i = 0; i < party.workloads.size(); ++i) objects.push_back(controller(scope, party.workloads[i], volumes[i]));
  for (const std::uint32_t i : party.workloads) {
    objects.push_back(network_policy(scope, i));
    add_name_policy(scope, i, objects);
  }
  for (const std::uint32_t i : party.workloads) {
    const Workload& workload = wiring.workloads[i];
    if (!stays(workload)) continue;
    if (workload.scale.automatic()) objects.push_back(horizontal_pod_autoscaler(scope, workload));
    objects.push_back(pod_disruption_budget(scope, workload));
  }
  add_routes(scope, number, objects);
  add_monitors(scope, number, objects);
}

bool has_objects(const wiring::Wiring& wiring, const Index& index, std::uint32_t number) {
  const wiring::Party& party = wiring.parties[number];
  return !party.workloads.empty() || (party.is_volume && party.deployed) || !index.addresses[number].empty() ||
         !index.remote_secrets[number].empty();
}

}  // namespace

struct Emitter::State {
  explicit State(const wiring::Wiring& described)
      : wiring(described), index(described), patches(described), group_of(described.parties.size(), no_group) {
    if (std::ranges::any_of(wiring.namespaces, &wiring::Namespace::made))
      groups.push_back({.kind = Group::Kind::namespaces, .file = "00-namespaces.yaml"});
    groups.push_back({.kind = Group::Kind::shared, .file = "10-shared.yaml"});
    for (std::uint32_t i = 0; i < wiring.parties.size(); ++i) {
      if (!has_objects(wiring, index, i)) continue;
      group_of[i] = static_cast<std::uint32_t>(groups.size());
      groups.push_back({.kind = Group::Kind::party, .party = i, .file = wiring.parties[i].display + ".yaml"});
    }
  }

  const wiring::Wiring& wiring;
  Index index;
  Patches patches;
  std::vector<Group> groups;
  std::vector<std::uint32_t> group_of;  // by party
};

Emitter::Emitter(const wiring::Wiring& wiring) : state_(std::make_unique<State>(wiring)) {}
Emitter::~Emitter() = default;

const std::vector<Group>& Emitter::groups() const { return state_->groups; }

const Group* Emitter::group_of(std::uint32_t party) const {
  const std::uint32_t group = state_->group_of[party];
  return group == no_group ? nullptr : &state_->groups[group];
}

void Emitter::emit(const Group& group, value::Builder& builder, std::vector<Object>& objects) {
  Scope scope{state_->wiring, state_->index, builder};
  const std::size_t first = objects.size();
  switch (group.kind) {
    case Group::Kind::namespaces: emit_namespaces(scope, objects); break;
    case Group::Kind::shared: emit_shared(scope, objects); break;
    case Group::Kind::party: emit_party(scope, group.party, objects); break;
  }
  const auto number = static_cast<std::uint32_t>(&group - state_->groups.data());
  for (std::size_t i = first; i < objects.size(); ++i) {
    objects[i].group = number;
    state_->patches.apply(builder, objects[i]);
    if (objects[i].kind == "Job" && objects[i].api_version == "batch/v1" && group.kind == Group::Kind::party) seal_job(builder, objects[i]);
  }
}

std::vector<Emitter::PatchTrouble> Emitter::patch_troubles() const { return state_->patches.troubles(); }

}  // namespace portolan::kubernetes
