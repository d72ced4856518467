#include "kubernetes/policy_rules.h"

#include <algorithm>
#include <string_view>

namespace portolan::kubernetes {

using wiring::Endpoint;
using wiring::FlowPort;
using wiring::Wiring;

namespace {

std::strong_ordering compare(const Wiring& wiring, const Endpoint& a, const Endpoint& b) {
  if (a.kind != b.kind) return a.kind <=> b.kind;
  switch (a.kind) {
    case Endpoint::Kind::workload: {
      const wiring::Workload& left = wiring.workloads[a.workload];
      const wiring::Workload& right = wiring.workloads[b.workload];
      const std::strong_ordering by_namespace = left.name_space <=> right.name_space;
      return by_namespace != 0 ? by_namespace : left.name <=> right.name;
    }
    case Endpoint::Kind::peer: {
      const std::strong_ordering by_namespace = a.peer->name_space <=> b.peer->name_space;
      return by_namespace != 0 ? by_namespace : a.peer->labels <=> b.peer->labels;
    }
    case Endpoint::Kind::addresses:
    case Endpoint::Kind::world: break;
  }
  const std::strong_ordering by_range = *a.cidrs <=> *b.cidrs;
  return by_range != 0 ? by_range : *a.except <=> *b.except;
}

struct Far {
  const Endpoint* end = nullptr;
  std::vector<FlowPort> ports;
};

void unite(std::vector<FlowPort>& ports, const std::vector<FlowPort>& more) {
  ports.insert(ports.end(), more.begin(), more.end());
  std::ranges::sort(ports);
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
}

}  // namespace

std::vector<PolicyRule> policy_rules(const Wiring& wiring, std::span<const wiring::Flow* const> flows, Endpoint wiring::Flow::* far) {
  std::vector<Far> ends;
  ends.reserve(flows.size());
  for (const wiring::Flow* flow : flows) ends.push_back({&(flow->*far), flow->ports});
  std::ranges::stable_sort(ends, [&](const Far& a, const Far& b) { return compare(wiring, *a.end, *b.end) < 0; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (kept != 0 && compare(wiring, *ends[kept - 1].end, *ends[i].end) == 0) {
      unite(ends[kept - 1].ports, ends[i].ports);
    } else {
      if (kept != i) ends[kept] = std::move(ends[i]);
      ++kept;
    }
  }
  ends.resize(kept);
  std::ranges::stable_sort(ends, {}, &Far::ports);
  std::vector<PolicyRule> rules;
  for (Far& end : ends) {
    if (rules.empty() || rules.back().ports != end.ports) rules.push_back({std::move(end.ports), {}});
    rules.back().peers.push_back(end.end);
  }
  return rules;
}

}  // namespace portolan::kubernetes
