#include "picture/network_simplex.h"

#include <algorithm>
#include <limits>

// The network simplex method, after Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993).
//
// The variables are the nodes of a graph and the constraints its arcs. A solution is *tight* on an arc whose constraint holds
// with equality. Among the best solutions there is one that a spanning tree of tight arcs determines, and from any such tree a
// better one is found by exchanging one arc. Removing a tree arc leaves two parts; moving the part at its head away from the
// part at its tail by one unit changes the cost by the arc's *cut value*: the weights of all arcs from tail part to head part
// minus those of the arcs back. While some cut value is negative, lengthening that arc pays, until an arc of the other
// direction becomes tight; it takes the first one's place in the tree.
//
// Arcs inside a part cancel out, so the cut value is, up to its sign, the sum over the nodes below the arc of (weights going
// out - weights coming in). It is summed anew over the whole tree after every exchange, in one pass over the nodes: cheaper
// and much simpler than patching it along a path at the sizes at which a picture can still be read.

namespace portolan::picture {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

class Simplex {
 public:
  Simplex(std::size_t variables, std::span<const Constraint> arcs)
      : arcs_(arcs),
        value_(variables),
        balance_(variables),
        parent_arc_(variables, none),
        in_tree_(arcs.size()),
        component_(variables, none) {
    for (const auto& arc : arcs) {
      balance_[arc.from] += arc.weight;
      balance_[arc.to] -= arc.weight;
    }
    index_arcs();
  }

  std::vector<std::int32_t> solve(std::size_t max_pivots) {
    start_feasible();
    grow_trees();
    hang_trees();
    for (std::size_t pivot = 0; pivot < max_pivots; ++pivot) {
      const std::uint32_t leaving = find_leaving();
      if (leaving == none) break;
      const std::uint32_t entering = find_entering(leaving);
      if (entering == none) break;
      exchange(leaving, entering);
      hang_trees();
    }
    normalise();
    return std::move(value_);
  }

 private:
  [[nodiscard]] std::int32_t slack(const Constraint& arc) const { return value_[arc.to] - value_[arc.from] - arc.min_length; }

  // Arcs at every node, both directions, as one array of indices.
  void index_arcs() {
    first_.assign(value_.size() + 1, 0);
    for (const auto& arc : arcs_) {
      ++first_[arc.from + 1];
      ++first_[arc.to + 1];
    }
    for (std::size_t node = 0; node < value_.size(); ++node) first_[node + 1] += first_[node];
    at_.resize(arcs_.size() * 2);
    auto next = first_;
    for (std::uint32_t arc = 0; arc < arcs_.size(); ++arc) {
      at_[next[arcs_[arc].from]++] = arc;
      at_[next[arcs_[arc].to]++] = arc;
    }
  }

  [[nodiscard]] std::span<const std::uint32_t> arcs_at(std::uint32_t node) const {
    return std::span(at_).subspan(first_[node], first_[node + 1] - first_[node]);
  }

  // Every variable as small as the constraints into it allow.
  void start_feasible() {
    std::vector<std::uint32_t> waiting(value_.size());
    for (const auto& arc : arcs_) ++waiting[arc.to];
    std::vector<std::uint32_t> ready;
    for (std::uint32_t node = 0; node < value_.size(); ++node) {
      if (waiting[node] == 0) ready.push_back(node);
    }
    for (std::size_t done = 0; done < ready.size(); ++done) {
      const std::uint32_t node = ready[done];
      for (const auto index : arcs_at(node)) {
        const auto& arc = arcs_[index];
        if (arc.from != node) continue;
        value_[arc.to] = std::max(value_[arc.to], value_[node] + arc.min_length);
        if (--waiting[arc.to] == 0) ready.push_back(arc.to);
      }
    }
  }

  [[nodiscard]] std::uint32_t other_end(std::uint32_t arc, std::uint32_t node) const {
    return arcs_[arc].from == node ? arcs_[arc].to : arcs_[arc].from;
  }

  // A spanning tree of tight arcs for each connected part: grown along tight arcs and, where there is none, moved as a
  // whole until the nearest arc that leads out of it is tight.
  void grow_trees() {
    for (std::uint32_t root = 0; root < value_.size(); ++root) {
      if (component_[root] != none) continue;
      std::vector<std::uint32_t> members;
      std::vector<std::uint32_t> leading_out;
      const auto add = [&](std::uint32_t node) {
        component_[node] = root;
        members.push_back(node);
      };
      add(root);
      for (std::size_t looked_at = 0;;) {
        for (; looked_at < members.size(); ++looked_at) {
          const std::uint32_t node = members[looked_at];
          for (const auto arc : arcs_at(node)) {
            const std::uint32_t other = other_end(arc, node);
            if (component_[other] != none) continue;
            if (slack(arcs_[arc]) == 0) {
              in_tree_[arc] = true;
              add(other);
            } else {
              leading_out.push_back(arc);
            }
          }
        }
        const std::uint32_t nearest = nearest_out(leading_out);
        if (nearest == none) break;
        const auto& arc = arcs_[nearest];
        const bool outwards = component_[arc.from] != none;
        const std::int32_t move = outwards ? slack(arc) : -slack(arc);
        for (const auto node : members) value_[node] += move;
        in_tree_[nearest] = true;
        add(outwards ? arc.to : arc.from);
      }
    }
  }

  // Forgets on the way the arcs whose both ends have become members.
  std::uint32_t nearest_out(std::vector<std::uint32_t>& leading_out) const {
    std::uint32_t nearest = none;
    std::erase_if(leading_out, [&](std::uint32_t arc) { return component_[arcs_[arc].from] == component_[arcs_[arc].to]; });
    for (const auto arc : leading_out) {
      if (nearest == none || slack(arcs_[arc]) < slack(arcs_[nearest])) nearest = arc;
    }
    return nearest;
  }

  // Numbers the nodes of every tree so that a subtree is a range, and sums the balances of each subtree.
  void hang_trees() {
    order_.clear();
    order_.reserve(value_.size());
    begin_.assign(value_.size(), none);
    end_.assign(value_.size(), 0);
    for (std::uint32_t root = 0; root < value_.size(); ++root) {
      if (component_[root] == root) hang(root);
    }
    sum_ = balance_;
    for (std::size_t at = order_.size(); at-- > 0;) {
      const std::uint32_t node = order_[at];
      if (end_[node] == 0) end_[node] = begin_[node] + 1;
      if (parent_arc_[node] == none) continue;
      const std::uint32_t parent = other_end(parent_arc_[node], node);
      sum_[parent] += sum_[node];
      end_[parent] = std::max(end_[parent], end_[node]);
    }
  }

  void hang(std::uint32_t root) {
    parent_arc_[root] = none;
    std::vector<std::uint32_t>& stack = stack_;
    stack.assign(1, root);
    while (!stack.empty()) {
      const std::uint32_t node = stack.back();
      stack.pop_back();
      begin_[node] = static_cast<std::uint32_t>(order_.size());
      order_.push_back(node);
      for (const auto arc : arcs_at(node)) {
        if (!in_tree_[arc] || arc == parent_arc_[node]) continue;
        const std::uint32_t child = other_end(arc, node);
        parent_arc_[child] = arc;
        stack.push_back(child);
      }
    }
  }

  // The node whose arc to its parent should become longer; searched on from where the last one was found.
  std::uint32_t find_leaving() {
    for (std::size_t step = 0; step < value_.size(); ++step) {
      const auto node = static_cast<std::uint32_t>((search_from_ + step) % value_.size());
      const std::uint32_t arc = parent_arc_[node];
      if (arc == none) continue;
      const std::int32_t cut_value = arcs_[arc].from == node ? sum_[node] : -sum_[node];
      if (cut_value < 0) {
        search_from_ = node + 1;
        return node;
      }
    }
    return none;
  }

  [[nodiscard]] bool below(std::uint32_t node, std::uint32_t top) const { return begin_[node] >= begin_[top] && begin_[node] < end_[top]; }

  // The arc from head part to tail part that is tight first. Every arc between the parts has exactly one end below `top`.
  [[nodiscard]] std::uint32_t find_entering(std::uint32_t top) const {
    const bool top_is_tail = arcs_[parent_arc_[top]].from == top;
    std::uint32_t best = none;
    for (std::uint32_t at = begin_[top]; at < end_[top]; ++at) {
      const std::uint32_t node = order_[at];
      for (const auto index : arcs_at(node)) {
        const auto& arc = arcs_[index];
        if (in_tree_[index] || (arc.to == node) != top_is_tail || below(other_end(index, node), top)) continue;
        if (best == none || slack(arc) < slack(arcs_[best]) || (slack(arc) == slack(arcs_[best]) && index < best)) best = index;
      }
    }
    return best;
  }

  void exchange(std::uint32_t top, std::uint32_t entering) {
    const std::int32_t move = slack(arcs_[entering]);
    const std::int32_t shift = arcs_[parent_arc_[top]].from == top ? -move : move;
    for (std::uint32_t at = begin_[top]; at < end_[top]; ++at) value_[order_[at]] += shift;
    in_tree_[parent_arc_[top]] = false;
    in_tree_[entering] = true;
  }

  void normalise() {
    std::vector<std::int32_t> least(value_.size(), std::numeric_limits<std::int32_t>::max());
    for (std::size_t node = 0; node < value_.size(); ++node) least[component_[node]] = std::min(least[component_[node]], value_[node]);
    for (std::size_t node = 0; node < value_.size(); ++node) value_[node] -= least[component_[node]];
  }

  std::span<const Constraint> arcs_;
  std::vector<std::int32_t> value_, balance_, sum_;
  std::vector<std::uint32_t> first_, at_;
  std::vector<std::uint32_t> parent_arc_;
  std::vector<char> in_tree_;
  std::vector<std::uint32_t> component_;  // by the node its tree was grown from
  std::vector<std::uint32_t> order_, begin_, end_, stack_;
  std::uint32_t search_from_ = 0;
};

}  // namespace

std::vector<std::int32_t> solve(std::size_t variables, std::span<const Constraint> constraints, std::size_t max_pivots) {
  if (variables == 0) return {};
  return Simplex(variables, constraints).solve(max_pivots);
}

}  // namespace portolan::picture
