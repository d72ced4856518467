#include "proof/model.h"

#include <algorithm>

#include <fmt/core.h>

#include "proof/fields.h"
#include "proof/read.h"

namespace portolan::proof {

namespace {

void append(std::u32string& key, std::uint64_t number) {
  key.push_back(static_cast<char32_t>(number & 0xFFFFFFFF));
  key.push_back(static_cast<char32_t>(number >> 32));
}

void append(std::u32string& key, const Selector& selector) {
  key.push_back(selector.nothing ? 1 : 0);
  key.push_back(static_cast<char32_t>(selector.conditions.size()));
  for (const Condition& condition : selector.conditions) {
    key.push_back(condition.key);
    key.push_back((condition.missing_too ? 2u : 0u) | (condition.only_these ? 1u : 0u));
    key.push_back(static_cast<char32_t>(condition.values.size()));
    for (const Name value : condition.values) key.push_back(value);
  }
}

void append(std::u32string& key, const IpAddress& address) {
  key.push_back(address.six ? 1 : 0);
  append(key, address.high);
  append(key, address.low);
}

// The kinds that make pods, and where their pod stands.
const value::Value* pod_template(const value::Value& object, std::string_view kind) {
  if (kind == "Pod") return &object;
  if (kind == "CronJob") return object.find({"spec", "jobTemplate", "spec", "template"});
  for (const std::string_view known : {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"}) {
    if (kind == known) return object.find({"spec", "template"});
  }
  return nullptr;
}

using PolicyReader = void (*)(const value::Value&, Model&, Policy&, std::string&);

PolicyReader policy_reader(std::string_view version, std::string_view kind) {
  if (kind == "NetworkPolicy")
    return version.starts_with("networking.k8s.io/")   ? read_network_policy
           : version.starts_with("projectcalico.org/") ? read_calico_policy
                                                       : nullptr;
  if (kind == "CiliumNetworkPolicy") return read_cilium_policy;
  if (kind == "FQDNNetworkPolicy") return read_gke_policy;
  return nullptr;
}

}  // namespace

const char* to_text(Direction direction) { return direction == Direction::ingress ? "ingress" : "egress"; }

Model::Model() : name_label(names.keep("kubernetes.io/metadata.name")) {}

PeerNumber Model::keep(Peer peer) {
  std::sort(peer.hosts.begin(), peer.hosts.end());
  key_.clear();
  key_.push_back(static_cast<char32_t>(peer.kind));
  key_.push_back(peer.one_namespace ? 1 : 0);
  key_.push_back(peer.name_space);
  append(key_, peer.namespaces);
  append(key_, peer.pods);
  key_.push_back(static_cast<char32_t>(peer.addresses.ranges().size()));
  for (const AddressRange& range : peer.addresses.ranges()) {
    append(key_, range.first);
    append(key_, range.last);
  }
  for (const Name host : peer.hosts) key_.push_back(host);
  const auto [at, added] = peer_numbers_.try_emplace(key_, static_cast<PeerNumber>(peers.size()));
  if (added) peers.push_back(std::move(peer));
  return at->second;
}

PortsNumber Model::keep(RulePorts rule_ports) {
  std::sort(rule_ports.named.begin(), rule_ports.named.end());
  key_.clear();
  for (const PortRange& range : rule_ports.numbers.ranges()) {
    key_.push_back((static_cast<char32_t>(range.first) << 16) | range.last);
    key_.push_back(static_cast<char32_t>(range.transport));
  }
  key_.push_back(0xFFFFFFFF);
  for (const NamedPort& named : rule_ports.named) {
    key_.push_back(static_cast<char32_t>(named.transport));
    key_.push_back(named.name);
  }
  const auto [at, added] = ports_numbers_.try_emplace(key_, static_cast<PortsNumber>(ports.size()));
  if (added) ports.push_back(std::move(rule_ports));
  return at->second;
}

void Model::add_namespace(Name name_space, Labels labels) {
  std::erase_if(labels, [&](const Label& label) { return label.key == name_label; });
  labels.push_back({name_label, name_space});
  std::sort(labels.begin(), labels.end());
  const auto [at, added] = namespace_numbers_.try_emplace(name_space, static_cast<std::uint32_t>(namespaces.size()));
  if (added) {
    namespaces.push_back({name_space, std::move(labels)});
  } else {
    namespaces[at->second].labels = std::move(labels);
  }
}

bool Model::declares_namespace(Name name_space) const { return namespace_numbers_.contains(name_space); }

const Labels& Model::namespace_labels(Name name_space) const {
  if (const auto at = namespace_numbers_.find(name_space); at != namespace_numbers_.end()) return namespaces[at->second].labels;
  return undeclared_.try_emplace(name_space, Labels{{name_label, name_space}}).first->second;
}

void Model::add(std::span<const value::Value* const> objects) {
  for (const value::Value* object : objects) add(*object);
}

void Model::add(const value::Value& object) {
  const std::string_view kind = text_at(object, "kind");
  const value::Value* metadata = object.get("metadata");
  const std::string_view name = metadata ? text_at(*metadata, "name") : "";
  std::string_view name_space = metadata ? text_at(*metadata, "namespace") : "";
  if (name_space.empty()) name_space = "default";
  const auto place = [&](auto& thing) {
    thing.name = names.keep(name);
    thing.name_space = names.keep(name_space);
  };

  std::string problem;
  if (kind == "List") {
    for (const value::Value* item : list_at(object, "items")) add(*item);
  } else if (kind == "Namespace") {
    add_namespace(names.keep(name), read_labels(metadata ? metadata->get("labels") : nullptr, names));
  } else if (const PolicyReader read = policy_reader(text_at(object, "apiVersion"), kind)) {
    Policy policy;
    policy.kind = names.keep(kind);
    place(policy);
    read(object, *this, policy, problem);
    policies.push_back(std::move(policy));
  } else if (kind == "Service") {
    services.push_back(read_service(object, *this, problem));
    place(services.back());
  } else if (kind == "PodDisruptionBudget") {
    Selecting found;
    found.kind = names.keep(kind);
    place(found);
    found.pods = read_selector(object.find({"spec", "selector"}), names, problem);
    selecting.push_back(std::move(found));
  } else if (const value::Value* pod = pod_template(object, kind)) {
    pods.push_back(read_pod(*pod, *this, problem));
    pods.back().kind = names.keep(kind);
    place(pods.back());
    const value::Value* selector = object.find({"spec", "selector"});
    if (selector && kind != "Pod" && kind != "CronJob") pods.back().owner_selector = read_selector(selector, names, problem);
  }
  if (!problem.empty()) unreadable.push_back({fmt::format("{} {}/{}", kind, name_space, name), std::move(problem)});
}

}  // namespace portolan::proof
