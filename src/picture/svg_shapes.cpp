#include "picture/svg_shapes.h"

#include "picture/font_metrics.h"
#include "picture/measures.h"
#include "picture/svg_style.h"

namespace portolan::picture {

namespace {

constexpr std::int32_t corner = 8, cut = 8, bar = 6;

std::string box_class(NodeKind kind) { return "box " + std::string(class_of(kind)); }

void rectangle(SvgWriter& svg, const std::string& style, const Box& box, std::int32_t radius) {
  svg.empty("rect", {{"class", style}, {"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}, {"rx", radius}});
}

std::string at(std::int32_t x, std::int32_t y) { return std::to_string(x) + ' ' + std::to_string(y); }

std::string arc(std::int32_t width, std::int32_t height, bool over, std::int32_t dx) {
  return "a" + at(width, height) + (over ? " 0 0 1 " : " 0 0 0 ") + at(dx, 0);
}

void cylinder(SvgWriter& svg, const std::string& style, const Box& box) {
  const std::int32_t lid = measures::lid, half = box.width / 2;
  const std::string body = "M" + at(box.x, box.y + lid) + arc(half, lid, true, box.width) + "v" + std::to_string(box.height - 2 * lid) +
                           arc(half, lid, true, -box.width) + "z";
  svg.empty("path", {{"class", style}, {"d", body}});
  svg.empty("path", {{"class", style + " thin"}, {"d", "M" + at(box.x, box.y + lid) + arc(half, lid, false, box.width)}});
}

void octagon(SvgWriter& svg, const std::string& style, const Box& box) {
  std::string points;
  const auto add = [&](std::int32_t x, std::int32_t y) { points += (points.empty() ? "" : " ") + at(x, y); };
  add(box.x + cut, box.y);
  add(box.right() - cut, box.y);
  add(box.right(), box.y + cut);
  add(box.right(), box.bottom() - cut);
  add(box.right() - cut, box.bottom());
  add(box.x + cut, box.bottom());
  add(box.x, box.bottom() - cut);
  add(box.x, box.y + cut);
  svg.empty("polygon", {{"class", style}, {"points", points}});
}

void inner_bars(SvgWriter& svg, const std::string& style, const Box& box) {
  for (const std::int32_t x : {box.x + bar, box.right() - bar}) {
    svg.empty("path", {{"class", style + " thin"}, {"d", "M" + at(x, box.y) + "V" + std::to_string(box.bottom())}});
  }
}

void draw_channels(SvgWriter& svg, const Node& node, const NodeBox& placed) {
  for (std::size_t index = 0; index < node.channels.size(); ++index) {
    const auto& channel = node.channels[index];
    const Box& row = placed.channels[index];
    rectangle(svg, "channel", row, 4);
    const std::int32_t baseline = row.y + row.height / 2 + 4, room = row.width - 2 * 10;
    const std::int32_t kind_width = text_width(channel.kind, measures::label_size);
    svg.text("text", {{"x", row.x + 10}, {"y", baseline}}, fitted(channel.name, room - kind_width - 8, measures::detail_size));
    if (!channel.kind.empty()) svg.text("text", {{"class", "word muted end"}, {"x", row.right() - 10}, {"y", baseline}}, channel.kind);
  }
}

}  // namespace

void draw_outline(SvgWriter& svg, NodeKind kind, const Box& box, std::int32_t header) {
  const std::string style = box_class(kind);
  switch (kind) {
    case NodeKind::service: rectangle(svg, style, box, corner); break;
    case NodeKind::worker:
      rectangle(svg, style, box, 3);
      inner_bars(svg, style, box);
      break;
    case NodeKind::job:
    case NodeKind::schedule: octagon(svg, style, box); break;
    case NodeKind::store: cylinder(svg, style, {box.x, box.y, box.width, header}); break;
    case NodeKind::broker: rectangle(svg, style, box, 4); break;
    case NodeKind::external:
    case NodeKind::outside: rectangle(svg, style, box, corner); break;
    case NodeKind::internet: rectangle(svg, style, box, 2 * corner); break;
    case NodeKind::gateway:
      rectangle(svg, style, box, 2);
      svg.empty("rect", {{"class", style}, {"x", box.x}, {"y", box.y}, {"width", bar}, {"height", box.height}, {"rx", 2}});
      svg.empty("rect", {{"class", style}, {"x", box.right() - bar}, {"y", box.y}, {"width", bar}, {"height", box.height}, {"rx", 2}});
      break;
    case NodeKind::summary:
      rectangle(svg, style, box, corner);
      rectangle(svg, style, {box.x + 3, box.y + 3, box.width - 6, box.height - 6}, corner - 3);
      break;
  }
}

void draw_node(SvgWriter& svg, const Node& node, const NodeBox& placed) {
  svg.open("g", {});
  svg.text("title", {}, node.tooltip);
  const Box& box = placed.box;
  if (node.versions > 1) {
    const std::int32_t step = 4;
    draw_outline(svg, node.kind, {box.x + step, box.y - step, box.width - step, box.height}, placed.header);
  }
  draw_outline(svg, node.kind, box, placed.header);
  draw_channels(svg, node, placed);

  const auto lines = static_cast<std::int32_t>(node.details.size() + node.peers.size());
  const std::int32_t text_height = measures::name_line + lines * measures::detail_line;
  const std::int32_t lid = node.kind == NodeKind::store ? measures::lid : 0;
  const std::int32_t middle = box.x + box.width / 2, room = box.width - 2 * measures::box_padding + 6;
  std::int32_t y = box.y + lid + (placed.header - lid - text_height) / 2 + measures::name_size;
  svg.text("text", {{"class", "name middle"}, {"x", middle}, {"y", y}}, fitted(node.name, room, measures::name_size, Weight::bold));
  y += measures::name_line - 3;
  const auto detail = [&](const std::string& text) {
    svg.text("text", {{"class", "muted middle"}, {"x", middle}, {"y", y}}, fitted(text, room, measures::detail_size));
    y += measures::detail_line;
  };
  for (const auto& text : node.details) detail(text);
  for (const auto& peer : node.peers) detail("peers " + peer);
  svg.close("g");
}

}  // namespace portolan::picture
