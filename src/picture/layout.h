#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "picture/graph.h"

// Where everything stands, in whole pixels, the origin at the top left. Renderers add nothing but paint.

namespace portolan::picture {

struct Point {
  std::int32_t x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Box {
  std::int32_t x = 0, y = 0, width = 0, height = 0;
  [[nodiscard]] std::int32_t right() const { return x + width; }
  [[nodiscard]] std::int32_t bottom() const { return y + height; }
};

struct NodeBox {
  Box box;
  std::int32_t header = 0;  // height of the part above the channels
  std::vector<Box> channels;
};

struct ClusterBox {
  Box box, title;
};

struct LineLabel {
  Box box;
  std::string text;
};

// Horizontal and vertical pieces; the corners are for the renderer to round. Ends at a box, or at another path of its net.
struct Path {
  std::vector<Point> points;
  bool arrow = false;                // at the last point
  std::vector<std::uint32_t> edges;  // which of the graph's edges run along it
};

// Edges drawn as one tree of lines: all those that reach one end in the same way, or leave one channel. Every path leads to
// the end they share, so that a line can be followed without doubt although it has joined others.
struct Net {
  Tone tone = Tone::call;
  bool enforced = true;
  bool hub = false;  // so many reach this end that their lines say little and are drawn faintly
  std::vector<std::uint32_t> edges;
  std::vector<Path> paths;
  std::vector<LineLabel> labels;
};

struct Layout {
  std::int32_t width = 0, height = 0;
  std::vector<NodeBox> nodes;        // as in the graph
  std::vector<ClusterBox> clusters;  // as in the graph
  std::vector<Net> nets;
};

Layout lay_out(const Graph& graph);

}  // namespace portolan::picture
