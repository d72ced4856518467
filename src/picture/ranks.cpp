#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <span>

#include "picture/network_simplex.h"
#include "picture/sheet.h"

// Which layer every box stands in: callers left of what they call, with the least total length of lines.
//
// Applications call in circles, so first every node gets a position in a sequence in which few edges run backwards (Eades,
// Lin and Smyth, 1993: take away ends without outgoing and ends without incoming edges as long as there are any, then
// a node with more outgoing than incoming ones, that nearest to where requests come in). Edges against the sequence are turned round here
// and nowhere else. Then the layers are a network simplex problem. Ends outside the application that only call stand in a first layer of
// their own, and those that are only called in a last one, so that no namespace can surround them.

namespace portolan::picture {

namespace {

constexpr std::size_t pivots_per_node = 30;
constexpr std::size_t hub_callers = 7;
constexpr std::uint32_t widening_price = 6;  // a namespace made wider, in boxes that stand in one layer

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
  explicit Sequence(const Graph& graph)
      : next_(graph.nodes.size()), previous_(graph.nodes.size()), gone_(graph.nodes.size()), position_(graph.nodes.size()) {
    for (const auto& edge : graph.edges) {
      next_[edge.from].push_back(edge.to);
      previous_[edge.to].push_back(edge.from);
    }
    degrees_ = count_degrees(graph);
    measure_depths();
  }

  std::vector<std::uint32_t> positions() {
    std::uint32_t front = 0, back = static_cast<std::uint32_t>(gone_.size());
    for (std::uint32_t node = 0; node < gone_.size(); ++node) note(node);
    while (front < back) {
      if (const auto node = taken_from(ends_); node != nothing)
        remove(node, --back);
      else if (const auto start = taken_from(starts_); start != nothing)
        remove(start, front++);
      else
        remove(busiest(), front++);
    }
    return std::move(position_);
  }

 private:
  // Steps from the nearest node that nobody calls.
  void measure_depths() {
    depth_.assign(gone_.size(), nothing);
    std::deque<std::uint32_t> queue;
    for (std::uint32_t node = 0; node < gone_.size(); ++node) {
      if (degrees_.in[node] != 0) continue;
      depth_[node] = 0;
      queue.push_back(node);
    }
    for (; !queue.empty(); queue.pop_front()) {
      for (const auto to : next_[queue.front()]) {
        if (depth_[to] != nothing) continue;
        depth_[to] = depth_[queue.front()] + 1;
        queue.push_back(to);
      }
    }
  }

  void note(std::uint32_t node) {
    if (degrees_.out[node] == 0)
      ends_.push_back(node);
    else if (degrees_.in[node] == 0)
      starts_.push_back(node);
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
    for (std::uint32_t node = 0; node < gone_.size(); ++node) {
      if (!gone_[node] && (best == nothing || better(node, best))) best = node;
    }
    return best;
  }

  [[nodiscard]] std::int64_t surplus(std::uint32_t node) const { return std::int64_t{degrees_.out[node]} - degrees_.in[node]; }

  [[nodiscard]] bool better(std::uint32_t node, std::uint32_t than) const {
    const bool gives = surplus(node) > 0, other_gives = surplus(than) > 0;
    if (gives != other_gives) return gives;
    if (gives && depth_[node] != depth_[than]) return depth_[node] < depth_[than];
    return surplus(node) > surplus(than);
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
  std::vector<std::uint32_t> position_, depth_;
  std::deque<std::uint32_t> starts_, ends_;
  Degrees degrees_;
};

// A line to what everybody uses says little by being short; one to a service's own store says much.
std::int32_t weight_of(const Edge& edge, const Degrees& degrees) {
  if (degrees.in[edge.to] >= hub_callers) return 1;
  return edge.tone == Tone::use ? 6 : 4;
}

// Parts of the application without a line to its main part stand where their namespaces have room.
class Parts {
 public:
  Parts(const Graph& graph, std::vector<std::uint32_t>& rank_of, std::span<const Constraint> lines)
      : graph_(graph), rank_of_(rank_of), part_(rank_of.size()) {
    std::iota(part_.begin(), part_.end(), 0u);
    for (const auto& line : lines) part_[find(line.from)] = find(line.to);
  }

  void spread(const std::vector<std::uint32_t>& inner) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (const auto node : inner) members[find(node)].push_back(node);
    std::vector<std::vector<std::uint32_t>> parts;
    for (auto& [root, nodes] : members) parts.push_back(std::move(nodes));
    std::ranges::sort(parts, [](const auto& one, const auto& two) {
      return one.size() != two.size() ? one.size() > two.size() : one.front() < two.front();
    });
    std::uint32_t last = 0;
    for (const auto node : inner) last = std::max(last, rank_of_[node]);
    while ((last + 1) * (last + 1) < parts.size()) ++last;  // a square of boxes, if there are no lines at all
    filled_.assign(graph_.clusters.size() + 1, std::vector<std::uint32_t>(last + 1));
    const std::uint32_t price = !parts.empty() && parts.front().size() > 1 ? widening_price : 0;
    for (const auto& part : parts) place(part, last, price);
  }

 private:
  std::uint32_t find(std::uint32_t node) {
    while (part_[node] != node) node = part_[node] = part_[part_[node]];
    return node;
  }

  std::vector<std::uint32_t>& row_of(std::uint32_t node) {
    return filled_[graph_.nodes[node].cluster.value_or(static_cast<std::uint32_t>(graph_.clusters.size()))];
  }

  void place(const std::vector<std::uint32_t>& part, std::uint32_t last, std::uint32_t price) {
    std::uint32_t width = 0;
    for (const auto node : part) width = std::max(width, rank_of_[node]);
    std::uint32_t best = 0, least = nothing;
    for (std::uint32_t shift = 0; shift + width <= last; ++shift) {
      std::uint32_t crowd = 0;
      for (const auto node : part) {
        const auto& row = row_of(node);
        const std::uint32_t rank = rank_of_[node] + shift;
        const auto used = std::ranges::find_if(row, [](std::uint32_t count) { return count != 0; });
        const auto used_end = std::ranges::find_if(row.rbegin(), row.rend(), [](std::uint32_t count) { return count != 0; }).base();
        const bool widens = used != row.end() && (row.begin() + rank < used || row.begin() + rank >= used_end);
        crowd += row[rank] + (widens ? price : 0);
      }
      if (crowd < least) {
        least = crowd;
        best = shift;
      }
    }
    for (const auto node : part) ++row_of(node)[rank_of_[node] += best];
  }

  const Graph& graph_;
  std::vector<std::uint32_t>& rank_of_;
  std::vector<std::uint32_t> part_;                 // node → another one of its part, itself for one of them
  std::vector<std::vector<std::uint32_t>> filled_;  // [cluster][rank]: boxes
};

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
  std::vector<std::uint32_t> inner_nodes;
  for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
    if (inner(node)) inner_nodes.push_back(node);
  }
  Parts(graph, sheet.rank_of, constraints).spread(inner_nodes);

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
