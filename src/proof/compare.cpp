#include "proof/compare.h"

#include <algorithm>

#include "proof/compare_addresses.h"

namespace portolan::proof {

namespace {

// Whether the peer may mean pods that none of our objects makes.
bool reaches_beyond(const Peer& peer, const Model& model, const std::vector<PodNumber>& ours) {
  if (peer.kind != Peer::Kind::pods) return peer.kind == Peer::Kind::everyone;
  if (!peer.one_namespace) return true;
  // In a namespace of ours, pods that carry our labels are ours.
  const bool pins_a_label = std::any_of(peer.pods.conditions.begin(), peer.pods.conditions.end(),
                                        [](const Condition& c) { return c.only_these && !c.missing_too; });
  return ours.empty() || !pins_a_label || !peer.namespaces.matches(model.namespace_labels(peer.name_space));
}

// One peer and its ports of one rule that holds for the pod.
struct RulePeer {
  PeerNumber peer = 0;
  PortsNumber ports = 0;
  RulePlace place;
};

struct WantedPort {
  PodNumber pod = 0;
  PortRange port;  // one port
  std::uint32_t flow = 0;
  friend auto operator<=>(const WantedPort&, const WantedPort&) = default;
};

struct OpenPort {
  PodNumber pod = 0;
  PortRange range;
  std::uint32_t rule = 0;  // into rules_
  friend auto operator<=>(const OpenPort&, const OpenPort&) = default;
};

class SideComparison {
 public:
  SideComparison(const World& world, Findings& findings) : world_(world), model_(world.model), findings_(findings) {}

  void run(PodNumber pod, Direction direction) {
    pod_ = pod;
    direction_ = direction;
    const auto& policies = world_.evaluator.holding(pod, direction);
    if (policies.empty() || model_.pods[pod].host_network) {
      findings_.not_held.emplace_back(pod, direction);
      return;
    }
    gather(policies);
    compare_peers();
    compare_pods();
    compare_addresses_of(pod, direction);
  }

 private:
  void gather(const std::vector<std::uint32_t>& policies) {
    rules_.clear();
    open_.clear();
    wanted_.clear();
    wanted_peers_.clear();
    for (const std::uint32_t policy : policies) {
      const auto& rules = model_.policies[policy].rules(direction_);
      for (std::uint32_t i = 0; i < rules.size(); ++i) {
        for (const PeerNumber peer : rules[i].peers) rules_.push_back({peer, rules[i].ports, {policy, direction_, i}});
      }
    }
    for (const Wanted& wanted : world_.declared.of(pod_, direction_)) {
      if (wanted.kind == Wanted::Kind::peer) {
        wanted_peers_.push_back(wanted);
        continue;
      }
      for (const PortRange& range : model_.ports[wanted.ports].numbers.ranges()) {
        for (unsigned port = range.first; port <= range.last; ++port) {
          const auto one = static_cast<std::uint16_t>(port);
          wanted_.push_back({wanted.other, {range.transport, one, one}, wanted.flow});
        }
      }
    }
  }

  [[nodiscard]] PortSet numbers_of(PortsNumber ports) const {
    return direction_ == Direction::ingress ? world_.evaluator.resolve(ports, pod_) : model_.ports[ports].numbers;
  }

  // Pods that are not ours: peer against peer. What stays of a rule that means only our pods goes to compare_pods.
  void compare_peers() {
    for (std::uint32_t i = 0; i < rules_.size(); ++i) {
      const Peer& peer = model_.peers[rules_[i].peer];
      if (peer.kind == Peer::Kind::addresses || peer.kind == Peer::Kind::host_names) continue;
      PortSet rest = numbers_of(rules_[i].ports);
      for (const Wanted& wanted : wanted_peers_) {
        if (rest.empty()) break;
        if (wanted.other == rules_[i].peer || includes(model_.peers[wanted.other], peer, model_)) {
          rest = rest.without(model_.ports[wanted.ports].numbers);
        }
      }
      const auto& named = model_.ports[rules_[i].ports].named;
      const bool stays_named = direction_ == Direction::egress && !named.empty();
      if (rest.empty() && !stays_named) continue;
      if (world_.beyond[rules_[i].peer]) {
        open({pod_, direction_, std::nullopt, peer, rest, stays_named ? named : std::vector<NamedPort>(), {rules_[i].place}});
        continue;
      }
      for (const PodNumber other : world_.ours[rules_[i].peer]) {
        if (findings_.full()) {
          findings_.cut = true;
          break;
        }
        if (stays_named) {
          const PortSet there = world_.evaluator.resolve(rules_[i].ports, other);
          for (const PortRange& range : there.ranges()) open_.push_back({other, range, i});
        } else {
          for (const PortRange& range : rest.ranges()) open_.push_back({other, range, i});
        }
      }
    }
    for (const Wanted& wanted : wanted_peers_) {
      const Peer& peer = model_.peers[wanted.other];
      if (peer.kind != Peer::Kind::pods) continue;
      PortSet rest = model_.ports[wanted.ports].numbers;
      for (const RulePeer& rule : rules_) {
        if (rest.empty()) break;
        if (rule.peer == wanted.other || includes(model_.peers[rule.peer], peer, model_)) rest = rest.without(numbers_of(rule.ports));
      }
      if (!rest.empty()) findings_.refuse(wanted.flow, direction_, rest);
    }
  }

  void compare_pods() {
    std::sort(open_.begin(), open_.end());
    std::sort(wanted_.begin(), wanted_.end());
    auto open_at = open_.begin();
    auto wanted_at = wanted_.begin();
    while (open_at != open_.end() || wanted_at != wanted_.end()) {
      const PodNumber other = std::min(open_at == open_.end() ? ~0U : open_at->pod, wanted_at == wanted_.end() ? ~0U : wanted_at->pod);
      const auto open_begin = open_at;
      const auto wanted_begin = wanted_at;
      while (open_at != open_.end() && open_at->pod == other) ++open_at;
      while (wanted_at != wanted_.end() && wanted_at->pod == other) ++wanted_at;
      // By far the most pairs have one port, the same on both lists.
      if (open_at - open_begin == 1 && wanted_at - wanted_begin == 1 && open_begin->range == wanted_begin->port) {
        if (direction_ == Direction::egress) ++findings_.allowed;
        continue;
      }
      compare_pair(other, {open_begin, open_at}, {wanted_begin, wanted_at});
    }
  }

  void compare_pair(PodNumber other, std::span<const OpenPort> open_ports, std::span<const WantedPort> wanted_ports) {
    std::vector<PortRange> open_ranges, wanted_ranges;
    for (const OpenPort& port : open_ports) open_ranges.push_back(port.range);
    for (const WantedPort& port : wanted_ports) wanted_ranges.push_back(port.port);
    const PortSet opened(std::move(open_ranges)), meant(std::move(wanted_ranges));
    if (direction_ == Direction::egress) findings_.allowed += meant.count();

    PortSet missing = meant.without(opened);
    for (const RulePeer& rule : rules_) {  // rules that were compared as peers mean this pod as well
      if (missing.empty()) break;
      if (world_.evaluator.peer_matches(model_.peers[rule.peer], other)) {
        missing = missing.without(world_.evaluator.resolve(rule.ports, direction_ == Direction::ingress ? pod_ : other));
      }
    }
    for (const WantedPort& port : wanted_ports) {
      if (missing.contains(port.port.transport, port.port.first)) findings_.refuse(port.flow, direction_, PortSet({port.port}));
    }

    PortSet extra = opened.without(meant);
    for (const Wanted& wanted : wanted_peers_) {
      if (extra.empty()) return;
      if (world_.evaluator.peer_matches(model_.peers[wanted.other], other)) extra = extra.without(model_.ports[wanted.ports].numbers);
    }
    if (extra.empty()) return;
    std::vector<RulePlace> places;
    for (const OpenPort& port : open_ports) {
      if (!PortSet({port.range}).common(extra).empty()) places.push_back(rules_[port.rule].place);
    }
    open({pod_, direction_, other, {}, extra, {}, std::move(places)});
  }

  void compare_addresses_of(PodNumber pod, Direction direction) {
    AddressComparison addresses(model_);
    for (const RulePeer& rule : rules_) {
      const Peer& peer = model_.peers[rule.peer];
      if (peer.kind == Peer::Kind::addresses) addresses.open(peer.addresses, numbers_of(rule.ports), rule.place);
      if (peer.kind == Peer::Kind::everyone) addresses.open_to_all(numbers_of(rule.ports));
      if (peer.kind == Peer::Kind::host_names) addresses.open(peer.hosts, numbers_of(rule.ports), rule.place);
    }
    for (const Wanted& wanted : wanted_peers_) {
      const Peer& peer = model_.peers[wanted.other];
      if (peer.kind == Peer::Kind::addresses) addresses.want(peer.addresses, model_.ports[wanted.ports].numbers, wanted.flow);
      if (peer.kind == Peer::Kind::host_names) addresses.want(peer.hosts, model_.ports[wanted.ports].numbers, wanted.flow);
    }
    addresses.compare(pod, direction, findings_);
  }

  void open(Opening opening) {
    if (findings_.full()) {
      findings_.cut = true;
      return;
    }
    findings_.openings.push_back(std::move(opening));
  }

  const World& world_;
  const Model& model_;
  Findings& findings_;
  PodNumber pod_ = 0;
  Direction direction_ = Direction::ingress;
  std::vector<RulePeer> rules_;
  std::vector<OpenPort> open_;  // by rules that mean only our pods
  std::vector<WantedPort> wanted_;
  std::vector<Wanted> wanted_peers_;
};

}  // namespace

bool includes(const Peer& a, const Peer& b, const Model& model) {
  if (a.kind == Peer::Kind::everyone) return true;
  if (a.kind != b.kind) return false;
  if (a.kind == Peer::Kind::addresses) return b.addresses.without(a.addresses).empty();
  if (a.kind == Peer::Kind::host_names) return std::includes(a.hosts.begin(), a.hosts.end(), b.hosts.begin(), b.hosts.end());
  if (!a.pods.includes(b.pods)) return false;
  if (!b.one_namespace) return !a.one_namespace && a.namespaces.includes(b.namespaces);
  if (a.one_namespace && a.name_space != b.name_space) return false;
  Selector narrowed = b.namespaces;  // what is known of that namespace's labels besides
  narrowed.require({model.name_label, false, true, {b.name_space}});
  return a.namespaces.includes(narrowed) || a.namespaces.matches(model.namespace_labels(b.name_space));
}

void Findings::refuse(std::uint32_t flow, Direction side, const PortSet& ports, const AddressSet& addresses) {
  if (full() && !refusals.contains(flow)) {
    cut = true;
    return;
  }
  Refusal& refusal = refusals[flow];
  PortSet& of_side = side == Direction::egress ? refusal.egress : refusal.ingress;
  of_side = of_side.united(ports);
  refusal.addresses = refusal.addresses.united(addresses);
}

World make_world(const Model& model, const Evaluator& evaluator, const Declared& declared) {
  World world{model, evaluator, declared, {}, {}};
  world.ours.resize(model.peers.size());
  world.beyond.resize(model.peers.size());
  for (PeerNumber number = 0; number < model.peers.size(); ++number) {
    const Peer& peer = model.peers[number];
    if (peer.kind == Peer::Kind::pods) world.ours[number] = evaluator.select(peer);
    world.beyond[number] = reaches_beyond(peer, model, world.ours[number]);
  }
  return world;
}

void compare(const World& world, const Pairing& pairing, Findings& findings) {
  SideComparison comparison(world, findings);
  for (PodNumber pod = 0; pod < world.model.pods.size(); ++pod) {
    if (!pairing.workload(pod)) continue;
    if (findings.full()) {
      findings.cut = true;
      return;
    }
    comparison.run(pod, Direction::egress);
    comparison.run(pod, Direction::ingress);
  }
}

}  // namespace portolan::proof
