#include "proof/declared.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::proof {

namespace {

std::uint64_t place_key(Name name_space, Name name) { return (static_cast<std::uint64_t>(name_space) << 32) | name; }

AddressSet addresses_of(const std::vector<std::string>& cidrs) {
  std::vector<AddressRange> ranges;
  for (const std::string& cidr : cidrs) {
    if (const auto range = parse_cidr(cidr)) ranges.push_back(*range);
  }
  return AddressSet(std::move(ranges));
}

// A Job cannot be changed, so its name ends in a digest; which workload it is, its pods' label says.
Name identity(const Model& model, const Pod& pod) {
  if (model.names.text(pod.kind) != "Job") return pod.name;
  const Name instance = model.names.find("app.kubernetes.io/instance");
  const auto label = std::find_if(pod.labels.begin(), pod.labels.end(), [instance](const auto& one) { return one.key == instance; });
  return label == pod.labels.end() ? pod.name : label->value;
}

}  // namespace

PortSet ports_of(const wiring::Flow& flow) {
  std::vector<PortRange> ranges;
  ranges.reserve(flow.ports.size());
  for (const wiring::FlowPort& port : flow.ports) ranges.push_back({port.udp ? Transport::udp : Transport::tcp, port.port, port.port});
  return PortSet(std::move(ranges));
}

Pairing::Pairing(const wiring::Wiring& wiring, const Model& model) : pods_(wiring.workloads.size()), workloads_(model.pods.size()) {
  std::unordered_map<std::uint64_t, PodNumber> by_place;
  by_place.reserve(model.pods.size());
  for (PodNumber pod = 0; pod < model.pods.size(); ++pod)
    by_place.try_emplace(place_key(model.pods[pod].name_space, identity(model, model.pods[pod])), pod);
  for (std::uint32_t workload = 0; workload < wiring.workloads.size(); ++workload) {
    const Name name_space = model.names.find(wiring.workloads[workload].name_space);
    const auto at = by_place.find(place_key(name_space, model.names.find(wiring.workloads[workload].name)));
    if (at == by_place.end()) continue;
    pods_[workload] = at->second;
    workloads_[at->second] = workload;
  }
}

std::optional<Peer> peer_of(const wiring::Endpoint& endpoint, const std::function<Name(std::string_view)>& number) {
  using Kind = wiring::Endpoint::Kind;
  Peer peer;
  if (endpoint.kind == Kind::workload) return std::nullopt;
  if (endpoint.kind == Kind::peer) {
    peer.kind = Peer::Kind::pods;
    peer.one_namespace = !endpoint.peer->name_space.empty();
    if (peer.one_namespace) peer.name_space = number(endpoint.peer->name_space);
    for (const auto& [key, value] : endpoint.peer->labels) peer.pods.require({number(key), false, true, {number(value)}});
    return peer;
  }
  if (endpoint.precision == wiring::Precision::names) {
    peer.kind = Peer::Kind::host_names;
    for (const std::string& host : *endpoint.hosts) peer.hosts.push_back(number(host));
    return peer;
  }
  peer.kind = Peer::Kind::addresses;
  const AddressSet whole = endpoint.kind == Kind::world ? AddressSet::all() : addresses_of(*endpoint.cidrs);
  peer.addresses = whole.without(addresses_of(*endpoint.except));
  return peer;
}

Declared::Declared(const wiring::Wiring& wiring, Model& model, const Pairing& pairing) : begins_(model.pods.size() * 2 + 1) {
  std::vector<PortsNumber> ports(wiring.flows.size());
  const auto slot = [](PodNumber pod, Direction direction) { return pod * 2 + (direction == Direction::egress ? 1 : 0); };
  const auto near = [&](const wiring::Endpoint& end) {
    return end.kind == wiring::Endpoint::Kind::workload ? pairing.pod(end.workload) : std::nullopt;
  };

  for (std::uint32_t i = 0; i < wiring.flows.size(); ++i) {
    const wiring::Flow& flow = wiring.flows[i];
    ports[i] = model.keep(RulePorts{ports_of(flow), {}});
    if (const auto from = near(flow.from)) ++begins_[slot(*from, Direction::egress) + 1];
    if (const auto to = near(flow.to)) ++begins_[slot(*to, Direction::ingress) + 1];
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];

  const auto keep = [&](std::string_view text) { return model.names.keep(text); };
  wanted_.resize(begins_.back());
  std::vector<std::uint32_t> next = begins_;
  const auto put = [&](std::uint32_t flow, const wiring::Endpoint& here, const wiring::Endpoint& there, Direction direction) {
    const auto pod = near(here);
    if (!pod) return;
    Wanted wanted{Wanted::Kind::pod, flow, 0, ports[flow]};
    if (const auto other = near(there)) {
      wanted.other = *other;
    } else if (auto peer = peer_of(there, keep)) {
      wanted.kind = Wanted::Kind::peer;
      wanted.other = model.keep(std::move(*peer));
    } else {  // a workload without objects: said elsewhere; nobody is meant here
      wanted.kind = Wanted::Kind::peer;
      wanted.other = model.keep(Peer{.kind = Peer::Kind::host_names});
    }
    wanted_[next[slot(*pod, direction)]++] = wanted;
  };
  for (std::uint32_t i = 0; i < wiring.flows.size(); ++i) {
    const wiring::Flow& flow = wiring.flows[i];
    put(i, flow.from, flow.to, Direction::egress);
    put(i, flow.to, flow.from, Direction::ingress);
  }
}

std::span<const Wanted> Declared::of(PodNumber pod, Direction direction) const {
  const std::size_t slot = pod * 2 + (direction == Direction::egress ? 1 : 0);
  return std::span(wanted_).subspan(begins_[slot], begins_[slot + 1] - begins_[slot]);
}

std::string display(const wiring::Wiring& wiring, std::uint32_t number) {
  const wiring::Workload& workload = wiring.workloads[number];
  const wiring::Party& party = wiring.parties[workload.party];
  if (party.display.empty() || party.display == party.name) return workload.name;
  return fmt::format("{}.{}", workload.name, workload.name_space);
}

End end_of(const wiring::Wiring& wiring, const Pairing& pairing, const Model& model, PodNumber number) {
  if (const auto workload = pairing.workload(number)) return {workload, display(wiring, *workload)};
  const Pod& pod = model.pods[number];
  return {std::nullopt, fmt::format("{} {}/{}", model.names.text(pod.kind), model.names.text(pod.name_space), model.names.text(pod.name))};
}

End end_of(const Peer& peer, const Names& names) {
  switch (peer.kind) {
    case Peer::Kind::everyone: return {std::nullopt, "every pod and every address"};
    case Peer::Kind::addresses: return {std::nullopt, to_text(peer.addresses)};
    case Peer::Kind::host_names: {
      std::string text;
      for (const Name host : peer.hosts) text += fmt::format("{}{}", text.empty() ? "" : ", ", names.text(host));
      return {std::nullopt, text.empty() ? "nobody" : text};
    }
    case Peer::Kind::pods: break;
  }
  std::string text = peer.pods.matches_everything() ? "every pod" : "pods with " + to_text(peer.pods, names);
  if (peer.one_namespace) {
    text += fmt::format(" in namespace {}", names.text(peer.name_space));
    if (!peer.namespaces.matches_everything()) text += fmt::format(" if it has {}", to_text(peer.namespaces, names));
  } else if (peer.namespaces.matches_everything()) {
    text += " of every namespace";
  } else {
    text += fmt::format(" in namespaces with {}", to_text(peer.namespaces, names));
  }
  return {std::nullopt, text};
}

RuleName rule_name(const Model& model, const RulePlace& place) {
  const Policy& policy = model.policies[place.policy];
  const Rule& rule = policy.rules(place.direction)[place.rule];
  return {std::string(model.names.text(policy.kind)), std::string(model.names.text(policy.name_space)),
          std::string(model.names.text(policy.name)), fmt::format("spec.{}[{}]", to_text(place.direction), rule.number)};
}

}  // namespace portolan::proof
