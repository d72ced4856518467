#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "picture/graph.h"
#include "picture/layout.h"

// The drawing while it is being laid out. layout.cpp says what each stage adds.

namespace portolan::picture {

inline constexpr std::uint32_t nothing = 0xFFFFFFFF;

// A box, or the place where a net passes a layer.
struct Vertex {
  std::uint32_t node = nothing;  // nothing: a net passes
  std::uint32_t rank = 0, lane = 0;
  std::int32_t height = 0;
  std::int32_t y = 0;  // of its top
  [[nodiscard]] bool passes() const { return node == nothing; }
};

enum class Side : std::uint8_t { left, right };

// Where a net touches a vertex.
struct Pin {
  std::uint32_t vertex = 0;
  std::uint32_t row = Edge::whole_node;  // channel of a broker
  Side side = Side::left;
  bool labelled = false;  // the net's label stands in front of it
  bool arrow = false;
  std::int32_t offset = 0;  // from the vertex's top
};

struct Branch {
  std::uint32_t pin = 0;
  std::vector<std::uint32_t> edges;
  std::int32_t kinked_y = -1;  // where it runs after a small step, when it would run over another net
};

// The pins on one side of a box, or of one channel of a broker, from top to bottom.
struct PinGroup {
  std::uint32_t vertex = 0, row = Edge::whole_node;
  Side side = Side::left;
  std::vector<std::uint32_t> pins;
};

struct Span {
  std::int32_t top = 0, height = 0;  // from the box's top
};

struct BoxParts {
  Span whole;  // of the box, or of the part above its channels
  std::vector<Span> channels;
};

// What a net has in the space between layer `channel` and the next one: one stem and branches that join it, on one trunk.
struct Wire {
  std::uint32_t net = 0, channel = 0;
  Side stem_side = Side::right;     // at which side of the space the stem ends
  std::uint32_t stem = 0;           // pin
  std::int32_t stem_kinked_y = -1;  // as a branch's, where the stem is at the left
  std::vector<Branch> branches;
  std::uint32_t track = 0;
};

struct Sheet {
  const Graph* graph = nullptr;
  std::uint32_t ranks = 0;
  bool first_is_outside = false, last_is_outside = false;  // the first or last layer stands beside all namespaces
  std::vector<std::uint32_t> rank_of;                      // node
  std::vector<std::uint32_t> lane_of_cluster;
  std::uint32_t lanes = 1;

  std::vector<Net> nets;
  std::vector<std::string> net_labels;
  std::vector<Vertex> vertices;  // the graph's nodes first
  std::vector<Pin> pins;
  std::vector<Wire> wires;                         // by channel
  std::vector<std::vector<std::uint32_t>> layers;  // vertices of each rank, from top to bottom
  std::vector<PinGroup> pin_groups;
  std::vector<BoxParts> parts;  // node

  std::vector<std::int32_t> cluster_top, cluster_bottom;

  [[nodiscard]] Span part(const PinGroup& group) const {
    const auto& parts_of = parts[vertices[group.vertex].node];
    return group.row == Edge::whole_node ? parts_of.whole : parts_of.channels[group.row];
  }
  [[nodiscard]] std::int32_t pin_y(std::uint32_t pin) const { return vertices[pins[pin].vertex].y + pins[pin].offset; }
};

void assign_ranks(Sheet& sheet);
void assign_lanes(Sheet& sheet);
void build_nets(Sheet& sheet);
void order_layers(Sheet& sheet);
void arrange_pins(Sheet& sheet);
void place_vertices(Sheet& sheet);
void straighten_pins(Sheet& sheet);
void assign_tracks(Sheet& sheet);
Layout assemble(const Sheet& sheet);

}  // namespace portolan::picture
