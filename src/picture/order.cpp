#include <algorithm>
#include <numeric>
#include <ranges>

#include "picture/sheet.h"

// The order of every layer from top to bottom, with few crossings.
//
// Sweeps from the left to the right and back put every vertex at the median of its neighbours in the layer before (Sugiyama,
// Tagawa and Toda, 1981; the median after Eades and Wormald, 1994), then neighbours are exchanged while that removes crossings. Lanes
// are never left: a layer is sorted by lane first. The best order seen wins; two different starts are tried.

namespace portolan::picture {

namespace {

constexpr unsigned sweeps = 14;
constexpr unsigned exchange_rounds = 6;
constexpr std::uint32_t row_steps = 64;  // how finely the channels of a broker tell positions apart

using Order = std::vector<std::vector<std::uint32_t>>;

// One end of a line between two layers, seen from the other end.
struct Neighbour {
  std::uint32_t vertex = 0;
  std::uint32_t row = 0;
};

class Orderer {
 public:
  explicit Orderer(Sheet& sheet)
      : sheet_(sheet), left_(sheet.vertices.size()), right_(sheet.vertices.size()), position_(sheet.vertices.size()) {
    for (const auto& wire : sheet.wires) {
      for (const auto& branch : wire.branches) {
        const bool stem_left = wire.stem_side == Side::left;
        const auto& from = sheet.pins[stem_left ? wire.stem : branch.pin];
        const auto& to = sheet.pins[stem_left ? branch.pin : wire.stem];
        right_[from.vertex].push_back({to.vertex, row_hint(to)});
        left_[to.vertex].push_back({from.vertex, row_hint(from)});
      }
    }
  }

  void run() {
    Order best;
    std::uint64_t least = 0;
    for (const bool reversed : {false, true}) {
      Order order = sheet_.layers;
      for (auto& layer : order) {
        if (reversed) std::ranges::reverse(layer);
        std::ranges::stable_sort(layer, {}, [&](std::uint32_t vertex) { return sheet_.vertices[vertex].lane; });
      }
      for (unsigned sweep = 0; sweep < sweeps; ++sweep) {
        note(order);
        sort_by_medians(order, sweep % 2 == 0);
        exchange_neighbours(order);
        const std::uint64_t crossings = count(order);
        if (best.empty() || crossings < least) {
          best = order;
          least = crossings;
        }
        if (least == 0) break;
      }
    }
    sheet_.layers = std::move(best);
  }

 private:
  static std::uint32_t row_hint(const Pin& pin) { return pin.row == Edge::whole_node ? 0 : std::min(pin.row + 1, row_steps - 1); }

  void note(const Order& order) {
    for (const auto& layer : order) note_layer(layer);
  }

  void note_layer(const std::vector<std::uint32_t>& layer) {
    for (std::uint32_t at = 0; at < layer.size(); ++at) position_[layer[at]] = at;
  }

  [[nodiscard]] std::uint32_t place(Neighbour neighbour) const { return position_[neighbour.vertex] * row_steps + neighbour.row; }

  [[nodiscard]] std::vector<std::uint32_t> places(const std::vector<Neighbour>& neighbours) const {
    std::vector<std::uint32_t> sorted;
    sorted.reserve(neighbours.size());
    for (const auto neighbour : neighbours) sorted.push_back(place(neighbour));
    std::ranges::sort(sorted);
    return sorted;
  }

  // Twice the median, so that the middle of two stays whole.
  static std::uint32_t twice_median(const std::vector<std::uint32_t>& sorted) {
    const std::size_t middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? 2 * sorted[middle] : sorted[middle - 1] + sorted[middle];
  }

  void sort_by_medians(Order& order, bool rightwards) {
    for (std::size_t step = 1; step < order.size(); ++step) {
      auto& layer = order[rightwards ? step : order.size() - 1 - step];
      const auto& neighbours = rightwards ? left_ : right_;
      struct Keyed {
        std::uint32_t lane, key, vertex;
      };
      std::vector<Keyed> keyed;
      for (std::uint32_t at = 0; at < layer.size(); ++at) {
        const std::uint32_t vertex = layer[at];
        const auto sorted = places(neighbours[vertex]);
        // Without neighbours a vertex stays about where it is.
        const std::uint32_t key = sorted.empty() ? 2 * row_steps * at : twice_median(sorted);
        keyed.push_back({sheet_.vertices[vertex].lane, key, vertex});
      }
      std::ranges::stable_sort(
          keyed, [](const Keyed& one, const Keyed& two) { return one.lane != two.lane ? one.lane < two.lane : one.key < two.key; });
      for (std::size_t at = 0; at < layer.size(); ++at) layer[at] = keyed[at].vertex;
      note_layer(layer);
    }
  }

  // Crossings between the lines of two vertices when the first stands above the second.
  static std::uint64_t crossings(const std::vector<std::uint32_t>& above, const std::vector<std::uint32_t>& below) {
    std::uint64_t sum = 0;
    std::size_t smaller = 0;
    for (const auto place : above) {
      while (smaller < below.size() && below[smaller] < place) ++smaller;
      sum += smaller;
    }
    return sum;
  }

  void exchange_neighbours(Order& order) {
    for (unsigned round = 0; round < exchange_rounds; ++round) {
      bool better = false;
      for (auto& layer : order) {
        for (std::size_t at = 0; at + 1 < layer.size(); ++at) {
          const std::uint32_t upper = layer[at], lower = layer[at + 1];
          if (sheet_.vertices[upper].lane != sheet_.vertices[lower].lane) continue;
          std::uint64_t now = 0, then = 0;
          for (const auto* neighbours : {&left_, &right_}) {
            const auto of_upper = places((*neighbours)[upper]), of_lower = places((*neighbours)[lower]);
            now += crossings(of_upper, of_lower);
            then += crossings(of_lower, of_upper);
          }
          if (then >= now) continue;
          std::swap(layer[at], layer[at + 1]);
          std::swap(position_[upper], position_[lower]);
          better = true;
        }
      }
      if (!better) break;
    }
  }

  // All crossings, by counting inversions of the right ends in the order of the left ones.
  [[nodiscard]] std::uint64_t count(const Order& order) const {
    std::uint64_t sum = 0;
    for (std::size_t rank = 0; rank + 1 < order.size(); ++rank) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;
      for (const auto vertex : order[rank]) {
        for (const auto neighbour : right_[vertex]) lines.emplace_back(position_[vertex], place(neighbour));
      }
      std::ranges::sort(lines);
      std::vector<std::uint32_t> sorted;
      for (const auto& line : lines) sorted.push_back(line.second);
      std::ranges::sort(sorted);
      sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
      std::vector<std::uint32_t> tree(sorted.size() + 1);
      std::uint64_t seen = 0;
      for (const auto& line : lines) {
        const auto slot = static_cast<std::size_t>(std::ranges::lower_bound(sorted, line.second) - sorted.begin()) + 1;
        std::uint64_t not_after = 0;
        for (std::size_t at = slot; at > 0; at -= at & (~at + 1)) not_after += tree[at];
        sum += seen - not_after;
        for (std::size_t at = slot; at < tree.size(); at += at & (~at + 1)) ++tree[at];
        ++seen;
      }
    }
    return sum;
  }

  Sheet& sheet_;
  std::vector<std::vector<Neighbour>> left_, right_;
  std::vector<std::uint32_t> position_;
};

}  // namespace

void order_layers(Sheet& sheet) {
  if (!sheet.layers.empty()) Orderer(sheet).run();
}

}  // namespace portolan::picture
