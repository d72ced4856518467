#include "proof/evaluate.h"

#include <algorithm>
#include <numeric>

namespace portolan::proof {

namespace {

std::uint64_t label_key(Name key, Name value) { return (static_cast<std::uint64_t>(key) << 32) | value; }

}  // namespace

Evaluator::Evaluator(const Model& model) : model_(model), ingress_(model.pods.size()), egress_(model.pods.size()) {
  std::size_t labels = 0;
  for (const Pod& pod : model.pods) labels += pod.labels.size();
  by_label_.reserve(labels);
  for (PodNumber number = 0; number < model.pods.size(); ++number) {
    by_namespace_[model.pods[number].name_space].push_back(number);
    for (const Label& label : model.pods[number].labels) by_label_.push_back({label_key(label.key, label.value), number});
  }
  std::sort(by_label_.begin(), by_label_.end());
  for (std::uint32_t number = 0; number < model.policies.size(); ++number) {
    const Policy& policy = model.policies[number];
    for (const PodNumber pod : select(policy.name_space, policy.pods)) {
      if (policy.holds_ingress) ingress_[pod].push_back(number);
      if (policy.holds_egress) egress_[pod].push_back(number);
    }
  }
}

std::span<const Evaluator::Entry> Evaluator::with_label(Name key, Name value) const {
  const auto less = [](const Entry& a, const Entry& b) { return a.label < b.label; };
  const auto [first, last] = std::equal_range(by_label_.begin(), by_label_.end(), Entry{label_key(key, value), 0}, less);
  return {first, last};
}

std::optional<std::vector<std::span<const Evaluator::Entry>>> Evaluator::candidates(const Selector& selector) const {
  std::optional<std::vector<std::span<const Entry>>> best;
  std::size_t best_size = 0;
  for (const Condition& condition : selector.conditions) {
    if (!condition.only_these || condition.missing_too) continue;
    std::vector<std::span<const Entry>> found;
    std::size_t size = 0;
    for (const Name value : condition.values) {
      found.push_back(with_label(condition.key, value));
      size += found.back().size();
    }
    if (!best || size < best_size) {
      best = std::move(found);
      best_size = size;
    }
  }
  return best;
}

std::vector<PodNumber> Evaluator::select(Name name_space, const Selector& selector) const {
  std::vector<PodNumber> result;
  if (selector.nothing) return result;
  if (const auto found = candidates(selector)) {
    for (const auto& entries : *found) {
      for (const Entry& entry : entries) {
        const Pod& pod = model_.pods[entry.pod];
        if (pod.name_space == name_space && selector.matches(pod.labels)) result.push_back(entry.pod);
      }
    }
    std::sort(result.begin(), result.end());
    return result;
  }
  const auto all = by_namespace_.find(name_space);
  if (all == by_namespace_.end()) return result;
  std::copy_if(all->second.begin(), all->second.end(), std::back_inserter(result),
               [&](PodNumber pod) { return selector.matches(model_.pods[pod].labels); });
  return result;
}

std::vector<PodNumber> Evaluator::select(const Peer& peer) const {
  std::vector<PodNumber> result;
  if (peer.kind == Peer::Kind::everyone) {
    result.resize(model_.pods.size());
    std::iota(result.begin(), result.end(), 0U);
    return result;
  }
  if (peer.kind != Peer::Kind::pods) return result;
  if (peer.one_namespace) {
    if (!peer.namespaces.matches(model_.namespace_labels(peer.name_space))) return result;
    return select(peer.name_space, peer.pods);
  }
  if (const auto found = candidates(peer.pods)) {
    for (const auto& entries : *found) {
      for (const Entry& entry : entries) {
        if (peer_matches(peer, entry.pod)) result.push_back(entry.pod);
      }
    }
    std::sort(result.begin(), result.end());
    return result;
  }
  for (PodNumber pod = 0; pod < model_.pods.size(); ++pod) {
    if (peer_matches(peer, pod)) result.push_back(pod);
  }
  return result;
}

bool Evaluator::peer_matches(const Peer& peer, PodNumber number) const {
  const Pod& pod = model_.pods[number];
  switch (peer.kind) {
    case Peer::Kind::everyone: return true;
    case Peer::Kind::addresses: return pod.address && peer.addresses.contains(*pod.address);
    case Peer::Kind::host_names: return false;
    case Peer::Kind::pods: break;
  }
  if (peer.one_namespace && peer.name_space != pod.name_space) return false;
  return peer.pods.matches(pod.labels) && peer.namespaces.matches(model_.namespace_labels(pod.name_space));
}

PortSet Evaluator::resolve(PortsNumber number, PodNumber listening) const {
  const RulePorts& ports = model_.ports[number];
  if (ports.named.empty()) return ports.numbers;
  std::vector<PortRange> ranges = ports.numbers.ranges();
  for (const NamedPort& named : ports.named) {
    for (const ContainerPort& port : model_.pods[listening].ports) {
      if (port.name == named.name && port.transport == named.transport) ranges.push_back({port.transport, port.port, port.port});
    }
  }
  return PortSet(std::move(ranges));
}

const std::vector<std::uint32_t>& Evaluator::holding(PodNumber pod, Direction direction) const {
  return direction == Direction::ingress ? ingress_[pod] : egress_[pod];
}

bool Evaluator::held(PodNumber pod, Direction direction) const {
  return !holding(pod, direction).empty() && !model_.pods[pod].host_network;
}

PortSet Evaluator::open_ports(PodNumber pod, Direction direction, PodNumber other, std::vector<RulePlace>* by) const {
  if (!held(pod, direction)) return PortSet::all();
  std::vector<PortRange> ranges;
  for (const std::uint32_t policy : holding(pod, direction)) {
    const auto& rules = model_.policies[policy].rules(direction);
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      const bool matches = std::any_of(rules[i].peers.begin(), rules[i].peers.end(),
                                       [&](PeerNumber number) { return peer_matches(model_.peers[number], other); });
      if (!matches) continue;
      const PortSet ports = resolve(rules[i].ports, direction == Direction::ingress ? pod : other);
      ranges.insert(ranges.end(), ports.ranges().begin(), ports.ranges().end());
      if (by) by->push_back({policy, direction, i});
    }
  }
  return PortSet(std::move(ranges));
}

Side Evaluator::side(PodNumber pod, Direction direction, const PodNumber* other, const IpAddress* address, Transport transport,
                     std::uint16_t port) const {
  const auto& policies = holding(pod, direction);
  Side result;
  result.held = held(pod, direction);
  result.passes = !result.held;
  if (!result.held) return result;
  // Named ports are those of the pod that is called; addresses outside have none.
  const PodNumber* listening = direction == Direction::ingress ? &pod : other;
  for (const std::uint32_t policy : policies) {
    const auto& rules = model_.policies[policy].rules(direction);
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      const bool on_port = listening ? resolve(rules[i].ports, *listening).contains(transport, port)
                                     : model_.ports[rules[i].ports].numbers.contains(transport, port);
      if (!on_port) continue;
      const bool matches = std::any_of(rules[i].peers.begin(), rules[i].peers.end(), [&](PeerNumber number) {
        const Peer& peer = model_.peers[number];
        if (other) return peer_matches(peer, *other);
        return peer.kind == Peer::Kind::everyone || (peer.kind == Peer::Kind::addresses && peer.addresses.contains(*address));
      });
      if (!matches) continue;
      result.passes = true;
      result.by = RulePlace{policy, direction, i};
      return result;
    }
  }
  return result;
}

Verdict Evaluator::between(PodNumber from, PodNumber to, Transport transport, std::uint16_t port) const {
  return {side(from, Direction::egress, &to, nullptr, transport, port), side(to, Direction::ingress, &from, nullptr, transport, port)};
}

Verdict Evaluator::to_address(PodNumber from, const IpAddress& to, Transport transport, std::uint16_t port) const {
  return {side(from, Direction::egress, nullptr, &to, transport, port), Side{false, true, std::nullopt}};
}

Verdict Evaluator::from_address(const IpAddress& from, PodNumber to, Transport transport, std::uint16_t port) const {
  return {Side{false, true, std::nullopt}, side(to, Direction::ingress, nullptr, &from, transport, port)};
}

}  // namespace portolan::proof
