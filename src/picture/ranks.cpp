#include <algorithm>
#include <deque>

#include "picture/network_simplex.h"
#include "picture/sheet.h"

// Which layer every box stands in: callers left of what they call, with the least total length of lines.
//
// Applications call in circles, so first every node gets a position in a sequence in which few edges run backwards (Eades,
// Lin and Smyth, 1993: take away ends without outgoing and ends without incoming edges as long as there are any, then
// the node with the most outgoing over incoming ones). Edges against the sequence are turned round here and nowhere else. Then
// the layers are a network simplex problem. Ends outside the application that only call stand in a first layer of their own, and
// those that are only called in a last one, so that no namespace can surround them.

namespace portolan::picture {

namespace {

constexpr std::size_t pivots_per_node = 30;
constexpr std::size_t hub_callers = 7;

enum class Column : std::uint8_t { first, inner, last };

struct Degrees {
  std::vector<std::uint32_t> in, out;
};

Degrees count_degrees(const Graph& graph) {
  Degrees degrees{std::vector<std::uint32_t>(graph.nodes.size()), std::vector<std::uint32_t>(graph.nodes.size())};
  for (const auto& edge : graph.edges) {
    ++degrees.out[edge.from];
    ++degrees.in[edge.to];
  }
  return degrees;
}

Column column_of(const Graph& graph, const Degrees& degrees, std::uint32_t node) {
  if (graph.nodes[node].cluster || graph.nodes[node].kind == NodeKind::summary) return Column::inner;
  if (degrees.in[node] == 0 && degrees.out[node] != 0) return Column::first;
  return degrees.out[node] == 0 ? Column::last : Column::inner;
}

// Positions in a sequence that few edges run against.
class Sequence {
 public:
  explicit Sequence(const Graph& graph) : next_(graph.nodes.size()), previous_(graph.nodes.size()), gone_(graph.nodes.size()), position_(graph.nodes.size()) {
    for (const auto& edge : graph.edges) {
      next_[edge.from].push_back(edge.to);
      previous_[edge.to].push_back(edge.from);
    }
    degrees_ = count_degrees(graph);
  }

  std::vector<std::uint32_t> positions() {
    std::uint32_t front = 0, back = static_cast<std::uint32_t>(gone_.size());
    for (std::uint32_t node = 0; node < gone_.size(); ++node) note(node);
    while (front < back) {
      if (const auto node = taken_from(ends_); node != nothing) remove(node, --back);
      else if (const auto start = taken_from(starts_); start != nothing) remove(start, front++);
      else remove(busiest(), front++);
    }
    return std::move(position_);
  }

 private:
  void note(std::uint32_t node) {
    if (degrees_.out[node] == 0) ends_.push_back(node);
    else if (degrees_.in[node] == 0) starts_.push_back(node);
  }

  std::uint32_t taken_from(std::deque<std::uint32_t>& queue) {
    while (!queue.empty()) {
      const std::uint32_t node = queue.front();
      queue.pop_front();
      if (!gone_[node]) return node;
    }
    return nothing;
  }

  [[nodiscard]] std::uint32_t busiest() const {
    std::uint32_t best = nothing;
    std::int64_t best_surplus = 0;
    for (std::uint32_t node = 0; node < gone_.size(); ++node) {
      if (gone_[node]) continue;
      const std::int64_t surplus = std::int64_t{degrees_.out[node]} - degrees_.in[node];
      if (best == nothing || surplus > best_surplus) {
        best = node;
        best_surplus = surplus;
      }
    }
    return best;
  }

  void remove(std::uint32_t node, std::uint32_t position) {
    gone_[node] = true;
    position_[node] = position;
    for (const auto to : next_[node]) {
      --degrees_.in[to];
      if (!gone_[to]) note(to);
    }
    for (const auto from : previous_[node]) {
      --degrees_.out[from];
      if (!gone_[from]) note(from);
    }
  }

  std::vector<std::vector<std::uint32_t>> next_, previous_;
  std::vector<char> gone_;
  std::vector<std::uint32_t> position_;
  std::deque<std::uint32_t> starts_, ends_;
  Degrees degrees_;
};

// A line to what everybody uses says little by being short; one to a service's own store says much.
std::int32_t weight_of(const Edge& edge, const Degrees& degrees) {
  if (degrees.in[edge.to] >= hub_callers) return 1;
  return edge.tone == Tone::use ? 6 : 4;
}

// Boxes without lines fill the layers that have the least of their namespace.
void spread_isolated(const Graph& graph, const Degrees& degrees, std::vector<std::uint32_t>& rank_of) {
  std::uint32_t last = 0, isolated = 0;
  for (std::uint32_t node = 0; node < rank_of.size(); ++node) {
    if (degrees.in[node] + degrees.out[node] == 0) ++isolated;
    else last = std::max(last, rank_of[node]);
  }
  if (isolated == 0) return;
  while ((last + 1) * (last + 1) < isolated) ++last;
  std::vector<std::vector<std::uint32_t>> filled(graph.clusters.size() + 1, std::vector<std::uint32_t>(last + 1));
  const auto row_of = [&](std::uint32_t node) -> auto& { return filled[graph.nodes[node].cluster.value_or(static_cast<std::uint32_t>(graph.clusters.size()))]; };
  for (std::uint32_t node = 0; node < rank_of.size(); ++node) {
    if (degrees.in[node] + degrees.out[node] != 0) ++row_of(node)[rank_of[node]];
  }
  for (std::uint32_t node = 0; node < rank_of.size(); ++node) {
    if (degrees.in[node] + degrees.out[node] != 0) continue;
    auto& row = row_of(node);
    rank_of[node] = static_cast<std::uint32_t>(std::ranges::min_element(row) - row.begin());
    ++row[rank_of[node]];
  }
}

}  // namespace

void assign_ranks(Sheet& sheet) {
  const Graph& graph = *sheet.graph;
  const auto degrees = count_degrees(graph);
  const auto position = Sequence(graph).positions();
  const auto inner = [&](std::uint32_t node) { return column_of(graph, degrees, node) == Column::inner; };

  std::vector<Constraint> constraints;
  for (const auto& edge : graph.edges) {
    if (!inner(edge.from) || !inner(edge.to)) continue;
    const bool turned = position[edge.from] > position[edge.to];
    constraints.push_back({turned ? edge.to : edge.from, turned ? edge.from : edge.to, 1, weight_of(edge, degrees)});
  }
  const auto values = solve(graph.nodes.size(), constraints, pivots_per_node * graph.nodes.size());
  sheet.rank_of.assign(values.begin(), values.end());
  spread_isolated(graph, degrees, sheet.rank_of);

  std::uint32_t first = 0, last = 0;
  for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
    if (column_of(graph, degrees, node) == Column::first) first = 1;
  }
  for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
    if (inner(node)) last = std::max(last, sheet.rank_of[node] += first);
  }
  for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
    const Column column = column_of(graph, degrees, node);
    if (column == Column::first) {
      sheet.rank_of[node] = 0;
      sheet.first_is_outside = true;
    }
    if (column == Column::last) {
      sheet.rank_of[node] = last + 1;
      sheet.last_is_outside = true;
    }
  }
  // A graph may be outer ends and nothing else, and then has no inner layer.
  sheet.ranks = graph.nodes.empty() ? 0 : std::ranges::max(sheet.rank_of) + 1;
}

}  // namespace portolan::picture
