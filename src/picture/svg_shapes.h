#pragma once

#include "picture/graph.h"
#include "picture/layout.h"
#include "picture/svg_text.h"

namespace portolan::picture {

// The outline of a kind of node. Left and right sides are straight where lines end.
void draw_outline(SvgWriter& svg, NodeKind kind, const Box& box, std::int32_t header);

// A node with its texts and channels.
void draw_node(SvgWriter& svg, const Node& node, const NodeBox& placed);

}  // namespace portolan::picture
