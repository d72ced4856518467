#include <algorithm>
#include <cstdlib>
#include <set>

#include "picture/font_metrics.h"
#include "picture/layout.h"
#include "picture/measures.h"
#include "picture/renderers.h"
#include "picture/svg_shapes.h"
#include "picture/svg_style.h"
#include "picture/svg_text.h"

// The picture as one SVG file that needs nothing else: no script, no font, no image. From behind to in front: namespaces, lines,
// boxes, words on lines. A line first paints a stripe in the page's colour, so that of two that cross one passes over the other.

namespace portolan::picture {

namespace {

constexpr std::int32_t header_height = 56, legend_height = 44, margin = 24, bend = 7;

std::string number(std::int32_t value) { return std::to_string(value); }
std::string at(Point point) { return number(point.x) + ' ' + number(point.y); }
std::int32_t sign(std::int32_t value) { return (value > 0) - (value < 0); }
std::int32_t length(Point from, Point to) { return std::abs(to.x - from.x) + std::abs(to.y - from.y); }

Point towards(Point from, Point to, std::int32_t distance) {
  return {from.x + sign(to.x - from.x) * distance, from.y + sign(to.y - from.y) * distance};
}

// The points with rounded corners. Before an arrow's tip the line ends inside the arrow.
std::string path_data(const Path& path) {
  auto points = path.points;
  if (path.arrow) points.back() = towards(points.back(), points[points.size() - 2], measures::arrow_length - 2);
  std::string data = "M" + at(points.front());
  for (std::size_t index = 1; index + 1 < points.size(); ++index) {
    const Point before = points[index - 1], corner = points[index], after = points[index + 1];
    const bool first = index == 1, last = index + 2 == points.size();
    const std::int32_t room_before = first ? length(before, corner) : length(before, corner) / 2;
    const std::int32_t room_after = last ? length(corner, after) : length(corner, after) / 2;
    const std::int32_t radius = std::min({bend, room_before, room_after});
    data += "L" + at(towards(corner, before, radius)) + "Q" + at(corner) + ' ' + at(towards(corner, after, radius));
  }
  return data + "L" + at(points.back());
}

std::string arrow_points(const Path& path) {
  const Point tip = path.points.back(), back = towards(tip, path.points[path.points.size() - 2], measures::arrow_length);
  const bool across = back.y == tip.y;
  const Point one{back.x + (across ? 0 : 4), back.y + (across ? 4 : 0)}, two{back.x - (across ? 0 : 4), back.y - (across ? 4 : 0)};
  return at(tip) + ' ' + at(one) + ' ' + at(two);
}

class Drawing {
 public:
  Drawing(const Graph& graph, const Layout& layout) : graph_(graph), layout_(layout) {}

  std::string draw() {
    const std::int32_t width =
        std::max({layout_.width, legend_width() + 2 * margin, text_width(heading(), 20, Weight::bold) + 2 * margin, 320});
    const std::int32_t height = header_height + layout_.height + legend_height;
    svg_.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    svg_.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                      {"width", width},
                      {"height", height},
                      {"viewBox", "0 0 " + number(width) + ' ' + number(height)},
                      {"role", "img"}});
    svg_.text("title", {}, heading());
    svg_.open("style", {});
    svg_.raw(style_sheet());
    svg_.close("style");
    svg_.empty("rect", {{"class", "page"}, {"width", width}, {"height", height}});
    svg_.text("text", {{"class", "app"}, {"x", margin}, {"y", 38}}, heading());
    svg_.text("text", {{"class", "muted"}, {"x", margin + text_width(heading(), 20, Weight::bold) + 14}, {"y", 38}}, census());
    svg_.open("g", {{"transform", "translate(0 " + number(header_height) + ')'}});
    draw_clusters();
    for (std::size_t net = 0; net < layout_.nets.size(); ++net) draw_net(layout_.nets[net]);
    for (std::size_t node = 0; node < graph_.nodes.size(); ++node) draw_node(svg_, graph_.nodes[node], layout_.nodes[node]);
    for (const auto& net : layout_.nets) draw_labels(net);
    svg_.close("g");
    draw_legend(header_height + layout_.height + 10);
    svg_.close("svg");
    return svg_.take();
  }

 private:
  [[nodiscard]] std::string heading() const { return graph_.environment.empty() ? graph_.app : graph_.app + " in " + graph_.environment; }

  [[nodiscard]] std::string census() const {
    std::size_t services = 0, servers = 0, links = 0;
    for (const auto& node : graph_.nodes) {
      if (node.kind == NodeKind::store || node.kind == NodeKind::broker)
        ++servers;
      else if (node.kind <= NodeKind::schedule)
        ++services;
    }
    for (const auto& edge : graph_.edges) links += edge.said.size();
    if (graph_.summarised) return "too large to be drawn service by service: its namespaces";
    const auto counted = [](std::size_t count, const char* word) { return std::to_string(count) + ' ' + word + (count == 1 ? "" : "s"); };
    return counted(services, "service") + ", " + counted(servers, "server") + ", " + counted(links, "link");
  }

  void draw_clusters() {
    for (std::size_t cluster = 0; cluster < layout_.clusters.size(); ++cluster) {
      const auto& [box, title] = layout_.clusters[cluster];
      svg_.empty("rect", {{"class", "namespace"}, {"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}, {"rx", 10}});
      svg_.text("text", {{"class", "title muted"}, {"x", title.x}, {"y", title.y + measures::title_size}},
                fitted(graph_.clusters[cluster].name, title.width, measures::title_size, Weight::bold));
    }
  }

  static std::string net_class(const Net& net) {
    return "net " + std::string(class_of(net.tone)) + (net.enforced ? "" : " loose") + (net.hub ? " hub" : "");
  }

  void draw_net(const Net& net) {
    svg_.open("g", {{"class", net_class(net)}});
    for (const auto& path : net.paths) svg_.empty("path", {{"class", "halo"}, {"d", path_data(path)}});
    for (const auto& path : net.paths) {
      svg_.open("g", {});
      std::string said;
      for (const auto edge : path.edges) {
        for (const auto& sentence : graph_.edges[edge].said) said += (said.empty() ? "" : "\n") + sentence;
      }
      svg_.text("title", {}, said);
      svg_.empty("path", {{"class", "line"}, {"d", path_data(path)}});
      if (path.arrow) svg_.empty("polygon", {{"class", "tip"}, {"points", arrow_points(path)}});
      svg_.close("g");
    }
    svg_.close("g");
  }

  void draw_labels(const Net& net) {
    for (const auto& label : net.labels) {
      svg_.open("g", {{"class", net_class(net)}});
      svg_.empty("rect", {{"class", "chip"},
                          {"x", label.box.x},
                          {"y", label.box.y},
                          {"width", label.box.width},
                          {"height", label.box.height},
                          {"rx", measures::label_height / 2}});
      svg_.text("text", {{"class", "word middle"}, {"x", label.box.x + label.box.width / 2}, {"y", label.box.y + 11}}, label.text);
      svg_.close("g");
    }
  }

  struct LegendEntry {
    std::string text;
    bool line = false, enforced = true;
    Tone tone = Tone::call;
    NodeKind kind = NodeKind::service;
    [[nodiscard]] std::int32_t width() const { return 44 + text_width(text, measures::detail_size) + 20; }
  };

  [[nodiscard]] std::vector<LegendEntry> legend() const {
    std::set<NodeKind> kinds;
    std::set<Tone> tones;
    bool loose = false;
    for (const auto& node : graph_.nodes) kinds.insert(node.kind == NodeKind::schedule ? NodeKind::job : node.kind);
    for (const auto& edge : graph_.edges) {
      tones.insert(edge.tone);
      loose = loose || !edge.enforced;
    }
    std::vector<LegendEntry> entries;
    const auto box = [&](NodeKind kind, const char* text) {
      if (kinds.contains(kind)) entries.push_back({text, false, true, Tone::call, kind});
    };
    const auto line = [&](Tone tone, const char* text) {
      if (tones.contains(tone)) entries.push_back({text, true, true, tone, NodeKind::service});
    };
    box(NodeKind::service, "service");
    box(NodeKind::worker, "worker");
    box(NodeKind::job, "job");
    box(NodeKind::store, "store");
    box(NodeKind::broker, "broker");
    box(NodeKind::external, "outside");
    line(Tone::entry, "way in");
    line(Tone::call, "calls");
    line(Tone::message, "messages, as they flow");
    line(Tone::use, "uses");
    if (loose) entries.push_back({"not held to by the server", true, false, Tone::use, NodeKind::service});
    return entries;
  }

  [[nodiscard]] std::int32_t legend_width() const {
    std::int32_t width = 0;
    for (const auto& entry : legend()) width += entry.width();
    return width;
  }

  void draw_legend(std::int32_t top) {
    std::int32_t x = margin;
    for (const auto& entry : legend()) {
      if (!entry.enforced) {
        svg_.open("g", {{"class", "use loose"}});
        svg_.empty("rect", {{"class", "chip"}, {"x", x + 8}, {"y", top + 3}, {"width", 20}, {"height", 14}, {"rx", 7}});
        svg_.text("text", {{"class", "word middle"}, {"x", x + 18}, {"y", top + 14}}, "!");
        svg_.close("g");
      } else if (entry.line) {
        svg_.open("g", {{"class", class_of(entry.tone)}});
        svg_.empty("path", {{"class", "line"}, {"d", "M" + at({x, top + 10}) + "H" + number(x + 28)}});
        svg_.empty("polygon",
                   {{"class", "tip"}, {"points", at({x + 34, top + 10}) + ' ' + at({x + 26, top + 6}) + ' ' + at({x + 26, top + 14})}});
        svg_.close("g");
      } else {
        draw_outline(svg_, entry.kind, {x, top, 34, 20}, 20);
      }
      svg_.text("text", {{"class", "muted"}, {"x", x + 42}, {"y", top + 14}}, entry.text);
      x += entry.width();
    }
  }

  const Graph& graph_;
  const Layout& layout_;
  SvgWriter svg_;
};

}  // namespace

std::string draw_svg(const Graph& graph) { return Drawing(graph, lay_out(graph)).draw(); }

}  // namespace portolan::picture
