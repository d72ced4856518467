#include <algorithm>
#include <array>
#include <span>

#include "picture/measures.h"
#include "picture/network_simplex.h"
#include "picture/sheet.h"

// How high everything stands: lines as straight as the order of the layers allows, and no larger than that needs.
//
// This is the problem that also gave the layers. A line between two pins costs the distance of their heights; a distance is
// the network simplex' kind of cost once a variable above both ends is added, to which both are tied by an arc. Boxes of a
// layer keep their distance, a namespace's top and bottom are variables that enclose its boxes, and whatever is not
// in a namespace but in its layers stays above the top or below the bottom. So namespaces become rectangles without further work.

namespace portolan::picture {

namespace {

constexpr std::int32_t box_gap = 22, line_gap = 13, lines_gap = 10;
constexpr std::int32_t cluster_padding = 14, cluster_title = 30, cluster_gap = 24;
constexpr std::int32_t compactness = 2;  // what a pixel of a namespace's height costs
constexpr std::size_t pivots_per_variable = 12, most_pivots = 20000;

class Placer {
 public:
  explicit Placer(Sheet& sheet) : sheet_(sheet), clusters_(sheet.graph->clusters.size()) {}

  void run() {
    variables_ = static_cast<std::uint32_t>(sheet_.vertices.size() + 2 * clusters_);
    find_cluster_layers();
    separate_layers();
    enclose_clusters();
    separate_clusters();
    align_pins();
    auto values = solve(variables_, constraints_, std::min(most_pivots, pivots_per_variable * variables_));
    // The topmost thing that is drawn stands at zero; the variables above lines are not drawn.
    const auto drawn = std::span(values).first(sheet_.vertices.size() + 2 * clusters_);
    const std::int32_t top = drawn.empty() ? 0 : std::ranges::min(drawn);
    for (auto& value : drawn) value -= top;
    for (std::uint32_t vertex = 0; vertex < sheet_.vertices.size(); ++vertex) sheet_.vertices[vertex].y = values[vertex];
    for (std::uint32_t cluster = 0; cluster < clusters_; ++cluster) {
      sheet_.cluster_top.push_back(values[top_of(cluster)]);
      sheet_.cluster_bottom.push_back(values[bottom_of(cluster)]);
    }
  }

 private:
  struct Layers {
    std::uint32_t first = nothing, last = 0;
    [[nodiscard]] bool overlaps(const Layers& other) const { return first <= other.last && other.first <= last; }
  };

  [[nodiscard]] std::uint32_t top_of(std::uint32_t cluster) const {
    return static_cast<std::uint32_t>(sheet_.vertices.size()) + 2 * cluster;
  }
  [[nodiscard]] std::uint32_t bottom_of(std::uint32_t cluster) const { return top_of(cluster) + 1; }

  void find_cluster_layers() {
    layers_of_.resize(clusters_);
    cluster_of_lane_.assign(sheet_.lanes, nothing);
    for (std::uint32_t cluster = 0; cluster < clusters_; ++cluster) cluster_of_lane_[sheet_.lane_of_cluster[cluster]] = cluster;
    for (std::uint32_t node = 0; node < sheet_.graph->nodes.size(); ++node) {
      if (const auto cluster = sheet_.graph->nodes[node].cluster) {
        auto& layers = layers_of_[*cluster];
        layers.first = std::min(layers.first, sheet_.rank_of[node]);
        layers.last = std::max(layers.last, sheet_.rank_of[node]);
      }
    }
  }

  void separate_layers() {
    for (const auto& layer : sheet_.layers) {
      for (std::size_t at = 0; at + 1 < layer.size(); ++at) {
        const Vertex& upper = sheet_.vertices[layer[at]];
        const Vertex& lower = sheet_.vertices[layer[at + 1]];
        const int lines = int{upper.passes()} + int{lower.passes()};
        const std::int32_t gap = std::array{box_gap, line_gap, lines_gap}[static_cast<std::size_t>(lines)];
        constraints_.push_back({layer[at], layer[at + 1], upper.height + gap, 0});
      }
    }
  }

  // In every layer of a namespace: its own between top and bottom, the neighbours of its lane outside.
  void enclose_clusters() {
    for (std::uint32_t cluster = 0; cluster < clusters_; ++cluster) {
      constraints_.push_back({top_of(cluster), bottom_of(cluster), cluster_title + cluster_padding, compactness});
      const std::uint32_t lane = sheet_.lane_of_cluster[cluster];
      for (std::uint32_t rank = layers_of_[cluster].first; rank <= layers_of_[cluster].last && rank < sheet_.layers.size(); ++rank) {
        const auto& layer = sheet_.layers[rank];
        const auto lane_at = [&](std::uint32_t vertex) { return sheet_.vertices[vertex].lane; };
        const auto own = std::ranges::equal_range(layer, lane, {}, lane_at);
        if (!own.empty()) {
          constraints_.push_back({top_of(cluster), own.front(), cluster_title, 0});
          constraints_.push_back({own.back(), bottom_of(cluster), sheet_.vertices[own.back()].height + cluster_padding, 0});
        }
        if (own.begin() != layer.begin()) {
          const std::uint32_t above = *std::prev(own.begin());
          constraints_.push_back({above, top_of(cluster), sheet_.vertices[above].height + line_gap, 0});
        }
        if (own.end() != layer.end()) constraints_.push_back({bottom_of(cluster), *own.end(), line_gap, 0});
      }
    }
  }

  void separate_clusters() {
    for (std::uint32_t upper = 0; upper < sheet_.lanes; ++upper) {
      for (std::uint32_t lower = upper + 1; lower < sheet_.lanes; ++lower) {
        const std::uint32_t one = cluster_of_lane_[upper], two = cluster_of_lane_[lower];
        if (one == nothing || two == nothing || !layers_of_[one].overlaps(layers_of_[two])) continue;
        constraints_.push_back({bottom_of(one), top_of(two), cluster_gap, 0});
      }
    }
  }

  // Long lines are worth more: a bend in the middle of nowhere says nothing.
  [[nodiscard]] std::int32_t weight(const Vertex& one, const Vertex& two) const {
    if (one.passes() && two.passes()) return 16;
    return one.passes() || two.passes() ? 5 : 4;
  }

  void align_pins() {
    for (const auto& wire : sheet_.wires) {
      const Pin& stem = sheet_.pins[wire.stem];
      for (const auto& branch : wire.branches) {
        const Pin& pin = sheet_.pins[branch.pin];
        const std::int32_t lower = std::max(stem.offset, pin.offset);
        const std::int32_t cost = weight(sheet_.vertices[stem.vertex], sheet_.vertices[pin.vertex]);
        const std::uint32_t above = variables_++;
        constraints_.push_back({above, stem.vertex, lower - stem.offset, cost});
        constraints_.push_back({above, pin.vertex, lower - pin.offset, cost});
      }
    }
  }

  Sheet& sheet_;
  std::size_t clusters_;
  std::uint32_t variables_ = 0;
  std::vector<Layers> layers_of_;
  std::vector<std::uint32_t> cluster_of_lane_;
  std::vector<Constraint> constraints_;
};

}  // namespace

void place_vertices(Sheet& sheet) { Placer(sheet).run(); }

}  // namespace portolan::picture
