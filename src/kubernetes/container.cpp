#include "kubernetes/container.h"

#include <algorithm>

#include "kubernetes/environment.h"
#include "kubernetes/names.h"
#include "kubernetes/probes.h"
#include "kubernetes/security_context.h"
#include "kubernetes/waivers.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Container;
using wiring::Workload;

namespace {

// lifecycle.preStop.sleep is on by default from 1.30.
constexpr unsigned sleep_since_minor = 30;
constexpr std::uint32_t drain_s = 10;

Value* words(Scope& scope, Environment& environment, const std::vector<wiring::Text>& texts) {
  Value* list = scope.builder.list();
  for (const wiring::Text& text : texts) scope.builder.push(list, environment.word(text));
  return list;
}

// Two names for one listening port are one port to Kubernetes, which warns about the second.
bool repeats(const Container& container, std::size_t at) {
  const auto same = [&](const wiring::Port& port) {
    return port.target == container.ports[at].target && port.udp == container.ports[at].udp;
  };
  return std::any_of(container.ports.begin(), container.ports.begin() + static_cast<std::ptrdiff_t>(at), same);
}

Value* ports(Scope& scope, const Container& container) {
  value::Builder& builder = scope.builder;
  Value* list = builder.list();
  for (std::size_t i = 0; i < container.ports.size(); ++i) {
    if (repeats(container, i)) continue;
    const wiring::Port& port = container.ports[i];
    builder.push(list, builder.map({{"containerPort", builder.integer(port.target)},
                                    {"name", builder.text(port_name(builder, port.name))},
                                    {"protocol", builder.text(port.udp ? "UDP" : "TCP")}}));
  }
  return list;
}

Value* resources(Scope& scope, const Workload& workload, const wiring::Resources& resources) {
  value::Builder& builder = scope.builder;
  const auto side = [&](std::string wiring::Quantity::* which, bool cpu) {
    Value* map = builder.map();
    if (cpu && !(resources.cpu.*which).empty()) builder.append(map, "cpu", builder.text(resources.cpu.*which));
    if (!(resources.storage.*which).empty()) builder.append(map, "ephemeral-storage", builder.text(resources.storage.*which));
    if (!(resources.memory.*which).empty()) builder.append(map, "memory", builder.text(resources.memory.*which));
    return map;
  };
  Value* made = builder.map();
  Value* limits = side(&wiring::Quantity::limit, !waives(workload, "cpu-limit"));
  Value* requests = side(&wiring::Quantity::request, true);
  if (limits->count != 0) builder.append(made, "limits", limits);
  if (requests->count != 0) builder.append(made, "requests", requests);
  return made;
}

}  // namespace

std::string_view container_port_name(Scope& scope, const Container& container, std::uint16_t target) {
  for (const wiring::Port& port : container.ports) {
    if (port.target == target && !port.udp) return port_name(scope.builder, port.name);
  }
  return "";
}

std::uint32_t drain_seconds(const Scope& scope, std::uint32_t number) {
  const Workload& workload = scope.wiring.workloads[number];
  const bool called = scope.index.behind_service[number] && scope.wiring.parties[workload.party].kind == wiring::PartyKind::service;
  const bool stays = workload.shape == Workload::Shape::deployment || workload.shape == Workload::Shape::stateful_set;
  return called && stays && scope.wiring.cluster.minor >= sleep_since_minor ? drain_s : 0;
}

Value* container(Scope& scope, std::uint32_t number, const Container& container, Role role, const PodVolumes& volumes) {
  value::Builder& builder = scope.builder;
  const Workload& workload = scope.wiring.workloads[number];
  Environment environment(scope, container);
  Value* made = builder.map();
  if (container.args) builder.append(made, "args", words(scope, environment, *container.args));
  if (container.entrypoint) builder.append(made, "command", words(scope, environment, *container.entrypoint));
  if (Value* list = environment.list()) builder.append(made, "env", list);
  builder.append(made, "image", builder.text(container.image));
  if (!scope.wiring.cluster.pull_policy.empty()) builder.append(made, "imagePullPolicy", builder.text(scope.wiring.cluster.pull_policy));
  if (const std::uint32_t seconds = role == Role::main ? drain_seconds(scope, number) : 0; seconds != 0) {
    Value* sleep = builder.map({{"sleep", builder.map({{"seconds", builder.integer(seconds)}})}});
    builder.append(made, "lifecycle", builder.map({{"preStop", sleep}}));
  }
  if (role == Role::main) add_probes(scope, workload, made);
  builder.append(made, "name", builder.text(container.name));
  if (!container.ports.empty()) builder.append(made, "ports", ports(scope, container));
  builder.append(made, "resources", resources(scope, workload, container.resources));
  // A further container that restarts is a native sidecar: started before the main one, stopped after it, and no obstacle to a job's end.
  if (role == Role::sidecar) builder.append(made, "restartPolicy", builder.text("Always"));
  builder.append(made, "securityContext", container_security_context(scope, workload, container));
  Value* mounts = volumes.mounts(scope, container, role == Role::sidecar);
  if (mounts->count != 0) builder.append(made, "volumeMounts", mounts);
  return made;
}

}  // namespace portolan::kubernetes
