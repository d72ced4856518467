#include "wiring/flow_list.h"

#include <algorithm>
#include <tuple>

#include "wiring/sorting.h"

namespace portolan::wiring {

namespace {

auto key(const Endpoint& end) { return std::tie(end.kind, end.workload, end.peer->name_space, end.peer->labels, *end.cidrs, *end.hosts); }

bool before(const Flow& left, const Flow& right) {
  if (const auto a = key(left.from), b = key(right.from); a != b) return a < b;
  if (const auto a = key(left.to), b = key(right.to); a != b) return a < b;
  return std::tie(left.reason, left.ports, left.link) < std::tie(right.reason, right.ports, right.link);
}

}  // namespace

void FlowList::add(Flow flow) {
  if (flow.from.kind == Endpoint::Kind::workload) talks_[flow.from.workload] = true;
  std::ranges::sort(flow.ports);
  flows_.push_back(std::move(flow));
}

std::vector<Flow> FlowList::take() {
  sort_moving_once(flows_, before);
  return std::move(flows_);
}

}  // namespace portolan::wiring
