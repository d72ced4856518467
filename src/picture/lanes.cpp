#include <algorithm>
#include <numeric>
#include <utility>

#include "picture/sheet.h"

// The order of the namespaces from top to bottom. Every namespace has a lane of its own across all layers, which makes it a
// rectangle that overlaps no other. Neighbouring lanes are exchanged as long as that shortens the lines between namespaces. What
// is outside every namespace and yet stands between layers comes last.

namespace portolan::picture {

namespace {

using Matrix = std::vector<std::vector<std::uint32_t>>;

// By how much exchanging the lanes at `at` and `at + 1` shortens the lines of both: each line to a lane further up
// grows shorter for the lower one and longer for the upper one.
std::int64_t gain(const Matrix& lines, const std::vector<std::uint32_t>& order, std::size_t at) {
  const auto& upper = lines[order[at]];
  const auto& lower = lines[order[at + 1]];
  std::int64_t sum = 0;
  for (std::size_t other = 0; other < order.size(); ++other) {
    if (other == at || other == at + 1) continue;
    const std::int64_t difference = std::int64_t{lower[order[other]]} - upper[order[other]];
    sum += other < at ? difference : -difference;
  }
  return sum;
}

}  // namespace

void assign_lanes(Sheet& sheet) {
  const Graph& graph = *sheet.graph;
  const std::size_t count = graph.clusters.size();
  Matrix lines(count, std::vector<std::uint32_t>(count));
  for (const auto& edge : graph.edges) {
    const auto from = graph.nodes[edge.from].cluster, to = graph.nodes[edge.to].cluster;
    if (!from || !to || from == to) continue;
    ++lines[*from][*to];
    ++lines[*to][*from];
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  for (bool better = true; better;) {
    better = false;
    for (std::size_t at = 0; at + 1 < count; ++at) {
      if (gain(lines, order, at) <= 0) continue;
      std::swap(order[at], order[at + 1]);
      better = true;
    }
  }
  sheet.lane_of_cluster.assign(count, 0);
  for (std::uint32_t lane = 0; lane < count; ++lane) sheet.lane_of_cluster[order[lane]] = lane;
  sheet.lanes = static_cast<std::uint32_t>(count) + 1;
}

}  // namespace portolan::picture
