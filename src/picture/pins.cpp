#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

#include "picture/measures.h"
#include "picture/sheet.h"

// Where on its box every line ends, and how high boxes are: the pins of a side stand in the order of what they lead to, with
// room between them for the labels of those that have one.

namespace portolan::picture {

namespace {

constexpr std::int32_t plain_extent = 5;  // half of what a line needs to itself
constexpr std::int32_t labelled_extent = measures::label_height / 2 + 1;
constexpr std::int32_t box_margin = 8;  // no line ends in a box's rounded corner
constexpr std::int32_t channel_margin = 4;

std::int32_t extent(const Pin& pin) { return pin.labelled ? labelled_extent : plain_extent; }

std::int32_t total(const Sheet& sheet, const PinGroup& group) {
  std::int32_t sum = 0;
  for (const auto pin : group.pins) sum += 2 * extent(sheet.pins[pin]);
  return sum;
}

std::int32_t margin_of(const PinGroup& group) { return group.row == Edge::whole_node ? box_margin : channel_margin; }

// The mean place in its layer of what a pin leads to; where it leads to several, the middle of them all.
std::vector<std::int64_t> pin_targets(const Sheet& sheet) {
  std::vector<std::int64_t> position(sheet.vertices.size());
  for (const auto& layer : sheet.layers) {
    for (std::size_t at = 0; at < layer.size(); ++at) position[layer[at]] = static_cast<std::int64_t>(at);
  }
  const auto place = [&](std::uint32_t pin) {
    const auto& [vertex, row, side, labelled, arrow, offset] = sheet.pins[pin];
    return position[vertex] * 4096 + (row == Edge::whole_node ? 0 : std::int64_t{row} * 32 + 32);
  };
  std::vector<std::int64_t> targets(sheet.pins.size());
  for (const auto& wire : sheet.wires) {
    std::int64_t sum = 0;
    for (const auto& branch : wire.branches) {
      targets[branch.pin] = place(wire.stem);
      sum += place(branch.pin);
    }
    targets[wire.stem] = sum / static_cast<std::int64_t>(wire.branches.size());
  }
  return targets;
}

void collect_groups(Sheet& sheet) {
  const auto targets = pin_targets(sheet);
  std::map<std::tuple<std::uint32_t, std::uint32_t, Side>, std::vector<std::uint32_t>> sides;
  for (std::uint32_t pin = 0; pin < sheet.pins.size(); ++pin) {
    const auto& of = sheet.pins[pin];
    if (!sheet.vertices[of.vertex].passes()) sides[{of.vertex, of.row, of.side}].push_back(pin);
  }
  for (auto& [key, pins] : sides) {
    // Pins were made net by net, so that two nets between the same boxes keep their order at both ends.
    std::ranges::stable_sort(pins, {}, [&](std::uint32_t pin) { return targets[pin]; });
    sheet.pin_groups.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), std::move(pins)});
  }
}

void measure_boxes(Sheet& sheet) {
  const Graph& graph = *sheet.graph;
  sheet.parts.resize(graph.nodes.size());
  for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
    sheet.parts[node].whole.height = measures::header_height(graph.nodes[node]);
    sheet.parts[node].channels.assign(graph.nodes[node].channels.size(), {0, measures::channel_height});
  }
  for (const auto& group : sheet.pin_groups) {
    auto& parts = sheet.parts[sheet.vertices[group.vertex].node];
    auto& span = group.row == Edge::whole_node ? parts.whole : parts.channels[group.row];
    span.height = std::max(span.height, total(sheet, group) + 2 * margin_of(group));
  }
  for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
    std::int32_t bottom = sheet.parts[node].whole.height;
    for (auto& channel : sheet.parts[node].channels) {
      channel.top = bottom;
      bottom += channel.height + measures::channel_gap;
    }
    sheet.vertices[node].height = bottom;
  }
}

// The stretch in which a pin may move without leaving its side or touching its neighbours.
struct Reach {
  std::int32_t low, high;
};

class Sides {
 public:
  explicit Sides(const Sheet& sheet) : sheet_(sheet), slots_(sheet.pins.size()) {
    for (std::uint32_t group = 0; group < sheet.pin_groups.size(); ++group) {
      const auto& pins = sheet.pin_groups[group].pins;
      for (std::uint32_t at = 0; at < pins.size(); ++at) slots_[pins[at]] = {group, at};
    }
  }

  [[nodiscard]] Reach reach(std::uint32_t pin) const {
    const auto [index, at] = slots_[pin];
    if (index == nothing) return {sheet_.pin_y(pin), sheet_.pin_y(pin)};
    const auto& group = sheet_.pin_groups[index];
    const Span span = sheet_.part(group);
    const std::int32_t top = sheet_.vertices[group.vertex].y + span.top, own = extent(sheet_.pins[pin]);
    const std::int32_t low = at == 0 ? top + margin_of(group) : sheet_.pin_y(group.pins[at - 1]) + extent(sheet_.pins[group.pins[at - 1]]);
    const std::int32_t high = at + 1 == group.pins.size() ? top + span.height - margin_of(group)
                                                          : sheet_.pin_y(group.pins[at + 1]) - extent(sheet_.pins[group.pins[at + 1]]);
    return {low + own, high - own};
  }

 private:
  struct Slot {
    std::uint32_t group = nothing, at = 0;
  };
  const Sheet& sheet_;
  std::vector<Slot> slots_;  // pin
};

}  // namespace

void arrange_pins(Sheet& sheet) {
  collect_groups(sheet);
  measure_boxes(sheet);
  for (const auto& group : sheet.pin_groups) {
    const Span span = sheet.part(group);
    std::int32_t at = span.top + (span.height - total(sheet, group)) / 2;
    for (const auto pin : group.pins) {
      at += extent(sheet.pins[pin]);
      sheet.pins[pin].offset = at;
      at += extent(sheet.pins[pin]);
    }
  }
}

void straighten_pins(Sheet& sheet) {
  const Sides sides(sheet);
  for (unsigned round = 0; round < 2; ++round) {
    for (const auto& wire : sheet.wires) {
      const std::int32_t stem_y = sheet.pin_y(wire.stem);
      const auto nearest =
          std::ranges::min_element(wire.branches, {}, [&](const Branch& branch) { return std::abs(sheet.pin_y(branch.pin) - stem_y); });
      const Reach of_stem = sides.reach(wire.stem), of_branch = sides.reach(nearest->pin);
      const std::int32_t low = std::max(of_stem.low, of_branch.low), high = std::min(of_stem.high, of_branch.high);
      if (low > high) continue;
      const std::int32_t meeting = std::clamp((stem_y + sheet.pin_y(nearest->pin)) / 2, low, high);
      sheet.pins[wire.stem].offset += meeting - stem_y;
      sheet.pins[nearest->pin].offset += meeting - sheet.pin_y(nearest->pin);
    }
  }
}

}  // namespace portolan::picture
