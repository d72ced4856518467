#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <span>

#include "picture/sheet.h"

// The vertical lines between two layers: every net there has a trunk that its stem and its branches meet, and every trunk gets a
// track. Trunks whose heights do not touch share one.
//
// For two trunks that need an order both are tried: the one to the left is crossed by what the other's left side
// brings, and its own right side crosses the other. Worse than a crossing is an overlap, a horizontal line of the left net's
// right side on one of the right net's left side. The cheaper order becomes an arc with the difference as its weight; the arcs are
// made free of circles as edges are in ranks.cpp, but by weight, and tracks follow from left to right. Where a circle forces an
// overlap all the same, the branch that would cause it takes a small step aside at the very left of the space, before any trunk.

namespace portolan::picture {

namespace {

constexpr std::int32_t clearance = 5;  // between lines of different nets that run side by side
constexpr std::int64_t overlap_cost = 1000;

struct Trunk {
  std::uint32_t wire = 0;
  std::int32_t low = 0, high = 0;
  std::vector<std::int32_t> left, right;  // heights at which lines come in on each side
  [[nodiscard]] bool straight() const { return low == high; }
  [[nodiscard]] bool covers(std::int32_t y) const { return y > low - clearance && y < high + clearance; }
};

class ChannelTracks {
 public:
  ChannelTracks(Sheet& sheet, std::span<const std::uint32_t> wires) : sheet_(sheet) {
    for (const auto wire : wires) trunks_.push_back(make_trunk(wire));
  }

  void run() {
    order();
    avoid_overlaps();
    place();
  }

 private:
  Trunk make_trunk(std::uint32_t index) {
    const Wire& wire = sheet_.wires[index];
    Trunk trunk;
    trunk.wire = index;
    auto& stem_side = wire.stem_side == Side::left ? trunk.left : trunk.right;
    auto& branch_side = wire.stem_side == Side::left ? trunk.right : trunk.left;
    stem_side.push_back(sheet_.pin_y(wire.stem));
    for (const auto& branch : wire.branches) branch_side.push_back(sheet_.pin_y(branch.pin));
    set_range(trunk);
    return trunk;
  }

  static void set_range(Trunk& trunk) {
    trunk.low = std::min(std::ranges::min(trunk.left), std::ranges::min(trunk.right));
    trunk.high = std::max(std::ranges::max(trunk.left), std::ranges::max(trunk.right));
  }

  static bool overlap(const Trunk& left, const Trunk& right) {
    for (const auto one : left.right) {
      for (const auto two : right.left) {
        if (std::abs(one - two) < clearance) return true;
      }
    }
    return false;
  }

  // What it costs that `left` stands left of `right`.
  static std::int64_t cost(const Trunk& left, const Trunk& right) {
    std::int64_t sum = overlap(left, right) ? overlap_cost : 0;
    for (const auto y : left.right) sum += right.covers(y) ? 1 : 0;
    for (const auto y : right.left) sum += left.covers(y) ? 1 : 0;
    return sum;
  }

  static bool touch(const Trunk& one, const Trunk& two) { return one.low - 2 * clearance < two.high && two.low - 2 * clearance < one.high; }

  // A sequence of the trunks that few and cheap arcs run against.
  void order() {
    const std::size_t count = trunks_.size();
    std::vector<std::vector<std::int64_t>> gain(count, std::vector<std::int64_t>(count));  // of standing in this order
    std::vector<std::int64_t> out(count), in(count);
    for (std::size_t one = 0; one < count; ++one) {
      for (std::size_t two = one + 1; two < count; ++two) {
        if (trunks_[one].straight() || trunks_[two].straight() || !touch(trunks_[one], trunks_[two])) continue;
        const std::int64_t difference = cost(trunks_[two], trunks_[one]) - cost(trunks_[one], trunks_[two]);
        const auto [first, second] = difference >= 0 ? std::pair{one, two} : std::pair{two, one};
        gain[first][second] = std::abs(difference);
        out[first] += std::abs(difference);
        in[second] += std::abs(difference);
      }
    }
    std::vector<char> taken(count);
    std::vector<std::size_t> back;
    for (std::size_t left = count; left > 0; --left) {
      std::size_t best = count;
      for (std::size_t at = 0; at < count; ++at) {
        if (taken[at]) continue;
        if (best == count || rank_of(in[at], out[at]) > rank_of(in[best], out[best])) best = at;
      }
      taken[best] = true;
      const bool at_end = in[best] != 0 && out[best] == 0;
      (at_end ? back : sequence_).push_back(best);
      for (std::size_t other = 0; other < count; ++other) {
        in[other] -= gain[best][other];
        out[other] -= gain[other][best];
      }
    }
    sequence_.insert(sequence_.end(), back.rbegin(), back.rend());
  }

  // Ends first, then starts, then what has most going out over what comes in.
  static std::int64_t rank_of(std::int64_t in, std::int64_t out) {
    if (out == 0 && in != 0) return std::numeric_limits<std::int64_t>::max();
    if (in == 0) return std::numeric_limits<std::int64_t>::max() - 1;
    return out - in;
  }

  void avoid_overlaps() {
    for (std::size_t later = 1; later < sequence_.size(); ++later) {
      for (std::size_t earlier = 0; earlier < later; ++earlier) {
        const Trunk& left = trunks_[sequence_[earlier]];
        Trunk& right = trunks_[sequence_[later]];
        if (left.straight() || right.straight()) continue;
        for (std::size_t at = 0; at < right.left.size(); ++at) {
          const std::int32_t y = right.left[at];
          if (std::ranges::any_of(left.right, [&](std::int32_t other) { return std::abs(other - y) < clearance; })) step_aside(later, at);
        }
      }
    }
  }

  // Whether a line from the left at `y` to the trunk at `place` runs clear of everything else in the space.
  [[nodiscard]] bool clear(std::size_t place, std::size_t own_line, std::int32_t y) const {
    for (std::size_t at = 0; at < sequence_.size(); ++at) {
      const Trunk& other = trunks_[sequence_[at]];
      const auto near = [&](std::int32_t line) { return std::abs(line - y) < clearance; };
      if (at == place) {
        for (std::size_t line = 0; line < other.left.size(); ++line) {
          if (line != own_line && near(other.left[line])) return false;
        }
        continue;
      }
      if (std::ranges::any_of(other.left, near)) return false;
      if (at < place && std::ranges::any_of(other.right, near)) return false;
    }
    return true;
  }

  void step_aside(std::size_t place, std::size_t line) {
    Trunk& trunk = trunks_[sequence_[place]];
    Wire& wire = sheet_.wires[trunk.wire];
    const std::int32_t y = trunk.left[line];
    for (std::int32_t step = clearance; step <= 8 * clearance; ++step) {
      for (const std::int32_t aside : {y - step, y + step}) {
        if (!clear(place, line, aside)) continue;
        trunk.left[line] = aside;
        set_range(trunk);
        if (wire.stem_side == Side::left)
          wire.stem_kinked_y = aside;
        else
          wire.branches[line].kinked_y = aside;
        return;
      }
    }
  }

  // Each trunk on the first track right of all trunks before it that it touches.
  void place() {
    for (std::size_t at = 0; at < sequence_.size(); ++at) {
      const Trunk& trunk = trunks_[sequence_[at]];
      std::uint32_t track = 0;
      if (trunk.straight()) continue;
      for (std::size_t before = 0; before < at; ++before) {
        const Trunk& other = trunks_[sequence_[before]];
        if (!other.straight() && touch(trunk, other)) track = std::max(track, sheet_.wires[other.wire].track + 1);
      }
      sheet_.wires[trunk.wire].track = track;
    }
  }

  Sheet& sheet_;
  std::vector<Trunk> trunks_;
  std::vector<std::size_t> sequence_;  // trunks from left to right
};

}  // namespace

void assign_tracks(Sheet& sheet) {
  for (std::size_t begin = 0; begin < sheet.wires.size();) {
    std::vector<std::uint32_t> wires;
    std::size_t end = begin;
    for (; end < sheet.wires.size() && sheet.wires[end].channel == sheet.wires[begin].channel; ++end)
      wires.push_back(static_cast<std::uint32_t>(end));
    ChannelTracks(sheet, wires).run();
    begin = end;
  }
}

}  // namespace portolan::picture
