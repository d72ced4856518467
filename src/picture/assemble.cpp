#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "picture/font_metrics.h"
#include "picture/measures.h"
#include "picture/sheet.h"

// From tracks to pixels: how wide every layer and every space between layers is, and the points of every line.
//
// A space has, from the left: a zone in which nothing runs but the ends of lines, wide enough for the labels that stand on them;
// the right edge of namespaces that end here; the tracks; the left edge of those that begin; a zone for the labels of the
// next layer. A trunk therefore cannot touch a label, a title or an edge's corner.

namespace portolan::picture {

namespace {

using measures::arrow_length;

constexpr std::int32_t margin = 24;
constexpr std::int32_t zone_min = 13, label_gap = 4;
constexpr std::int32_t track_gap = 8, track_margin = 10;
constexpr std::int32_t frame_gap = 10;  // between a zone and a namespace's edge
constexpr std::int32_t kink_width = 8;
constexpr std::int32_t bend = 7;  // room that a rounded corner takes of each of its sides

struct Space {
  std::int32_t left_zone = zone_min, right_zone = zone_min;
  bool frames_end = false, frames_begin = false, kinks = false;
  std::uint32_t tracks = 0;
  [[nodiscard]] std::int32_t first_track() const {
    return left_zone + (frames_end ? 2 * frame_gap : 0) + track_margin + (kinks ? kink_width : 0);
  }
  [[nodiscard]] std::int32_t width() const {
    const auto trunks = static_cast<std::int32_t>(tracks > 0 ? tracks - 1 : 0) * track_gap;
    return first_track() + trunks + track_margin + (frames_begin ? 2 * frame_gap : 0) + right_zone;
  }
};

class Assembler {
 public:
  explicit Assembler(const Sheet& sheet) : sheet_(sheet), graph_(*sheet.graph) {}

  Layout run() {
    layout_.nets = sheet_.nets;
    measure_columns();
    measure_spaces();
    set_columns();
    add_boxes();
    add_clusters();
    for (const auto& wire : sheet_.wires) add_wire(wire);
    for (auto& net : layout_.nets) join_paths(net);
    find_size();
    return std::move(layout_);
  }

 private:
  void measure_columns() {
    column_width_.assign(sheet_.ranks, 0);
    for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
      auto& width = column_width_[sheet_.rank_of[node]];
      width = std::max(width, measures::box_width(graph_.nodes[node]));
    }
    cluster_first_.assign(graph_.clusters.size(), nothing);
    cluster_last_.assign(graph_.clusters.size(), 0);
    for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
      const auto cluster = graph_.nodes[node].cluster;
      if (!cluster) continue;
      cluster_first_[*cluster] = std::min(cluster_first_[*cluster], sheet_.rank_of[node]);
      cluster_last_[*cluster] = std::max(cluster_last_[*cluster], sheet_.rank_of[node]);
    }
  }

  [[nodiscard]] std::string label_text(const Wire& wire) const {
    std::string text = sheet_.net_labels[wire.net];
    if (!sheet_.nets[wire.net].enforced) text += " !";
    return fitted(text, measures::label_max_width, measures::label_size);
  }

  static std::int32_t label_width(const std::string& text) { return text_width(text, measures::label_size) + 2 * measures::label_padding; }

  // The space left of the first layer and the one right of the last hold nothing but edges of namespaces.
  void measure_spaces() {
    spaces_.assign(sheet_.ranks + 1, {});
    for (const auto& wire : sheet_.wires) {
      auto& space = spaces_[wire.channel + 1];
      if (sheet_.pins[wire.stem].labelled && !sheet_.net_labels[wire.net].empty()) {
        auto& zone = wire.stem_side == Side::left ? space.left_zone : space.right_zone;
        zone = std::max(zone, label_width(label_text(wire)) + arrow_length + 2 * label_gap);
      }
      space.tracks = std::max(space.tracks, wire.track + 1);
      space.kinks = space.kinks || wire.stem_kinked_y >= 0 ||
                    std::ranges::any_of(wire.branches, [](const Branch& branch) { return branch.kinked_y >= 0; });
    }
    for (std::size_t cluster = 0; cluster < graph_.clusters.size(); ++cluster) {
      if (cluster_first_[cluster] == nothing) continue;
      spaces_[cluster_first_[cluster]].frames_begin = true;
      spaces_[cluster_last_[cluster] + 1].frames_end = true;
    }
  }

  void set_columns() {
    std::int32_t x = margin;
    if (spaces_.front().frames_begin) x += spaces_.front().right_zone + frame_gap;
    for (std::uint32_t rank = 0; rank < sheet_.ranks; ++rank) {
      for (const auto cluster : clusters_from(rank)) {  // a title stands over its first layer
        column_width_[rank] =
            std::max(column_width_[rank],
                     std::min(text_width(graph_.clusters[cluster].name, measures::title_size, Weight::bold), measures::box_max_width));
      }
      column_x_.push_back(x);
      x += column_width_[rank] + spaces_[rank + 1].width();
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> clusters_from(std::uint32_t rank) const {
    std::vector<std::uint32_t> found;
    for (std::uint32_t cluster = 0; cluster < graph_.clusters.size(); ++cluster) {
      if (cluster_first_[cluster] == rank) found.push_back(cluster);
    }
    return found;
  }

  [[nodiscard]] std::int32_t column_right(std::uint32_t rank) const { return column_x_[rank] + column_width_[rank]; }

  void add_boxes() {
    for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
      const auto& vertex = sheet_.vertices[node];
      NodeBox placed;
      placed.box = {column_x_[vertex.rank], margin + vertex.y, column_width_[vertex.rank], vertex.height};
      placed.header = sheet_.parts[node].whole.height;
      for (const auto& channel : sheet_.parts[node].channels)
        placed.channels.push_back({placed.box.x, placed.box.y + channel.top, placed.box.width, channel.height});
      layout_.nodes.push_back(std::move(placed));
    }
  }

  void add_clusters() {
    for (std::uint32_t cluster = 0; cluster < graph_.clusters.size(); ++cluster) {
      ClusterBox placed;
      if (cluster_first_[cluster] != nothing) {
        const std::uint32_t first = cluster_first_[cluster], last = cluster_last_[cluster];
        const std::int32_t left = column_x_[first] - spaces_[first].right_zone - frame_gap;
        const std::int32_t right = column_right(last) + spaces_[last + 1].left_zone + frame_gap;
        const std::int32_t top = margin + sheet_.cluster_top[cluster];
        placed.box = {left, top, right - left, sheet_.cluster_bottom[cluster] - sheet_.cluster_top[cluster]};
        const std::int32_t width =
            std::min(text_width(graph_.clusters[cluster].name, measures::title_size, Weight::bold), column_right(first) - left - 12);
        placed.title = {left + 12, top + 6, width, measures::title_size + 4};
      }
      layout_.clusters.push_back(placed);
    }
  }

  // Where a line that comes to this pin ends. A net that passes a layer crosses it as part of the space to the right.
  [[nodiscard]] Point end_of(std::uint32_t pin) const {
    const auto& vertex = sheet_.vertices[sheet_.pins[pin].vertex];
    const bool at_right = sheet_.pins[pin].side == Side::right && !vertex.passes();
    return {at_right ? column_right(vertex.rank) : column_x_[vertex.rank], margin + sheet_.pin_y(pin)};
  }

  void add_wire(const Wire& wire) {
    const Space& space = spaces_[wire.channel + 1];
    const std::int32_t first_track = column_right(wire.channel) + space.first_track();
    trunk_x_ = first_track + static_cast<std::int32_t>(wire.track) * track_gap;
    kink_x_ = first_track - kink_width;
    const Point stem_end = end_of(wire.stem);
    const std::int32_t stem_y = wire.stem_kinked_y >= 0 ? margin + wire.stem_kinked_y : stem_end.y;
    const std::int32_t towards_stem = wire.stem_side == Side::right ? 1 : -1;

    const bool single = wire.branches.size() == 1;
    std::int32_t highest = stem_y, lowest = stem_y;
    for (const auto& branch : wire.branches) {
      highest = std::min(highest, line_y(branch));
      lowest = std::max(lowest, line_y(branch));
    }
    const Point past_joint{trunk_x_ + towards_stem * bend, stem_y};
    std::vector<Point> stem{past_joint};
    if (stem_y != stem_end.y) {
      stem.push_back({kink_x_, stem_y});
      stem.push_back({kink_x_, stem_end.y});
    }
    stem.push_back(stem_end);

    Path trunk;
    for (const auto& branch : wire.branches) {
      const std::int32_t y = line_y(branch);
      auto points = branch_start(branch);
      const bool outermost = y == highest || y == lowest;
      if (outermost || std::abs(y - stem_y) <= bend) {
        points.push_back({trunk_x_, y});
        points.push_back({trunk_x_, stem_y});
        points.push_back(past_joint);
      } else {
        points.push_back({trunk_x_, y});
        points.push_back({trunk_x_, y < stem_y ? y + bend : y - bend});
      }
      trunk.edges.insert(trunk.edges.end(), branch.edges.begin(), branch.edges.end());
      if (single) points.insert(points.end(), stem.begin(), stem.end());
      add_path(wire, std::move(points), branch.edges, single, branch.pin);
    }
    if (!single) add_path(wire, std::move(stem), std::move(trunk.edges), true, nothing);
    add_label(wire, stem_end);
  }

  [[nodiscard]] std::int32_t line_y(const Branch& branch) const {
    return branch.kinked_y >= 0 ? margin + branch.kinked_y : end_of(branch.pin).y;
  }

  [[nodiscard]] std::vector<Point> branch_start(const Branch& branch) const {
    const Point start = end_of(branch.pin);
    if (branch.kinked_y < 0) return {start};
    return {start, {kink_x_, start.y}, {kink_x_, margin + branch.kinked_y}};
  }

  // A line through several layers is one path and not one a layer.
  static void join_paths(Net& net) {
    std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> starts;
    for (std::size_t index = 0; index < net.paths.size(); ++index)
      starts.emplace(std::pair{net.paths[index].points.front().x, net.paths[index].points.front().y}, index);
    std::vector<char> joined(net.paths.size());
    for (std::size_t index = 0; index < net.paths.size(); ++index) {
      auto& path = net.paths[index];
      while (!joined[index] && !path.arrow) {
        const auto next = starts.find({path.points.back().x, path.points.back().y});
        if (next == starts.end() || next->second == index || net.paths[next->second].edges != path.edges) break;
        auto& other = net.paths[next->second];
        for (const auto point : other.points) append(path.points, point);
        path.arrow = other.arrow;
        starts.erase(next);
        joined[static_cast<std::size_t>(&other - net.paths.data())] = true;
      }
    }
    std::size_t index = 0;
    std::erase_if(net.paths, [&](const Path&) { return joined[index++] != 0; });
  }

  // `points` lead to the root. Lines run from caller to callee, so those of a channel's net are turned round.
  void add_path(const Wire& wire, std::vector<Point> points, std::vector<std::uint32_t> edges, bool reaches_stem,
                std::uint32_t branch_pin) {
    Path path;
    path.edges = std::move(edges);
    std::ranges::sort(path.edges);
    for (const auto point : points) append(path.points, point);
    if (reaches_stem && sheet_.pins[wire.stem].arrow) path.arrow = true;
    if (branch_pin != nothing && sheet_.pins[branch_pin].arrow) path.arrow = true;
    if (from_root(wire)) std::ranges::reverse(path.points);
    layout_.nets[wire.net].paths.push_back(std::move(path));
  }

  // Leaves out points on the way between two others.
  static void append(std::vector<Point>& points, Point next) {
    if (!points.empty() && points.back() == next) return;
    if (points.size() >= 2) {
      const Point before = points[points.size() - 2], last = points.back();
      const bool along_x = before.y == last.y && last.y == next.y && (last.x - before.x) * (next.x - last.x) > 0;
      const bool along_y = before.x == last.x && last.x == next.x && (last.y - before.y) * (next.y - last.y) > 0;
      if (along_x || along_y) points.pop_back();
    }
    points.push_back(next);
  }

  [[nodiscard]] bool from_root(const Wire& wire) const {
    return graph_.edges[sheet_.nets[wire.net].edges.front()].from_channel != Edge::whole_node;
  }

  void add_label(const Wire& wire, Point stem_end) {
    const Pin& pin = sheet_.pins[wire.stem];
    if (!pin.labelled || sheet_.net_labels[wire.net].empty()) return;
    LineLabel label;
    label.text = label_text(wire);
    const std::int32_t width = label_width(label.text), away = label_gap + (pin.arrow ? arrow_length : 0);
    const std::int32_t x = wire.stem_side == Side::right ? stem_end.x - away - width : stem_end.x + away;
    label.box = {x, stem_end.y - measures::label_height / 2, width, measures::label_height};
    layout_.nets[wire.net].labels.push_back(std::move(label));
  }

  void find_size() {
    for (const auto& node : layout_.nodes) grow(node.box);
    for (const auto& cluster : layout_.clusters) grow(cluster.box);
    for (const auto& net : layout_.nets) {
      for (const auto& path : net.paths) {
        for (const auto point : path.points) grow({point.x, point.y, 0, 0});
      }
    }
    layout_.width += margin;
    layout_.height += margin;
  }

  void grow(const Box& box) {
    layout_.width = std::max(layout_.width, box.right());
    layout_.height = std::max(layout_.height, box.bottom());
  }

  const Sheet& sheet_;
  const Graph& graph_;
  Layout layout_;
  std::vector<std::int32_t> column_x_, column_width_;
  std::vector<std::uint32_t> cluster_first_, cluster_last_;
  std::vector<Space> spaces_;              // [rank]: left of that layer
  std::int32_t trunk_x_ = 0, kink_x_ = 0;  // of the wire at hand
};

}  // namespace

Layout assemble(const Sheet& sheet) { return Assembler(sheet).run(); }

}  // namespace portolan::picture
