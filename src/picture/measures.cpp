#include "picture/measures.h"

#include <algorithm>

#include "picture/font_metrics.h"

namespace portolan::picture::measures {

std::int32_t box_width(const Node& node) {
  std::int32_t width = text_width(node.name, name_size, Weight::bold);
  for (const auto& detail : node.details) width = std::max(width, text_width(detail, detail_size));
  for (const auto& peer : node.peers) width = std::max(width, text_width("peers " + peer, detail_size));
  for (const auto& channel : node.channels) {
    width = std::max(width, text_width(channel.name, detail_size) + 10 + text_width(channel.kind, label_size));
  }
  return std::clamp(width + 2 * box_padding, box_min_width, box_max_width);
}

std::int32_t header_height(const Node& node) {
  const auto lines = static_cast<std::int32_t>(node.details.size() + node.peers.size());
  const std::int32_t height = box_top + name_line + lines * detail_line + box_bottom;
  return node.kind == NodeKind::store ? height + 2 * lid : height;
}

}  // namespace portolan::picture::measures
