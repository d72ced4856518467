#include "proof/ports.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::proof {

namespace {

constexpr std::uint16_t last_port = 65535;

// Sorts, and joins what overlaps or touches.
void normalise(std::vector<PortRange>& ranges) {
  if (ranges.size() < 2) return;
  std::sort(ranges.begin(), ranges.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    PortRange& back = ranges[kept];
    if (ranges[i].transport == back.transport && ranges[i].first <= static_cast<unsigned>(back.last) + 1) {
      back.last = std::max(back.last, ranges[i].last);
    } else {
      ranges[++kept] = ranges[i];
    }
  }
  ranges.resize(kept + 1);
}

}  // namespace

const char* to_text(Transport transport) {
  switch (transport) {
    case Transport::tcp: return "TCP";
    case Transport::udp: return "UDP";
    case Transport::sctp: return "SCTP";
  }
  return "";
}

PortSet::PortSet(std::vector<PortRange> ranges) : ranges_(std::move(ranges)) { normalise(ranges_); }

PortSet PortSet::all() {
  PortSet set;
  for (const Transport transport : {Transport::tcp, Transport::udp, Transport::sctp}) set.ranges_.push_back({transport, 1, last_port});
  return set;
}

bool PortSet::contains(Transport transport, std::uint16_t port) const {
  return std::any_of(ranges_.begin(), ranges_.end(),
                     [&](const PortRange& r) { return r.transport == transport && r.first <= port && port <= r.last; });
}

bool PortSet::contains(const PortSet& other) const { return other.without(*this).empty(); }

PortSet PortSet::united(const PortSet& other) const {
  std::vector<PortRange> ranges = ranges_;
  ranges.insert(ranges.end(), other.ranges_.begin(), other.ranges_.end());
  return PortSet(std::move(ranges));
}

PortSet PortSet::common(const PortSet& other) const {
  PortSet set;
  for (const PortRange& a : ranges_) {
    for (const PortRange& b : other.ranges_) {
      if (a.transport != b.transport || a.last < b.first || b.last < a.first) continue;
      set.ranges_.push_back({a.transport, std::max(a.first, b.first), std::min(a.last, b.last)});
    }
  }
  normalise(set.ranges_);
  return set;
}

PortSet PortSet::without(const PortSet& other) const {
  PortSet set;
  for (const PortRange& a : ranges_) {
    unsigned first = a.first;
    for (const PortRange& b : other.ranges_) {
      if (b.transport != a.transport || b.last < first || b.first > a.last) continue;
      if (b.first > first) set.ranges_.push_back({a.transport, static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(b.first - 1)});
      first = static_cast<unsigned>(b.last) + 1;
    }
    if (first <= a.last) set.ranges_.push_back({a.transport, static_cast<std::uint16_t>(first), a.last});
  }
  return set;
}

std::uint64_t PortSet::count() const {
  std::uint64_t sum = 0;
  for (const PortRange& r : ranges_) sum += static_cast<std::uint64_t>(r.last) - r.first + 1;
  return sum;
}

std::string to_text(const PortSet& ports) {
  if (ports.empty()) return "no port";
  if (ports == PortSet::all()) return "every port";
  std::string text;
  const auto& ranges = ports.ranges();
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const PortRange& r = ranges[i];
    const bool same = i > 0 && ranges[i - 1].transport == r.transport;
    if (i > 0) text += same ? ", " : " and ";
    if (r.first <= 1 && r.last == last_port) {
      text += fmt::format("every {} port", to_text(r.transport));
      continue;
    }
    if (!same) text += fmt::format("{} ", to_text(r.transport));
    text += r.first == r.last ? fmt::format("{}", r.first) : fmt::format("{}–{}", r.first, r.last);
  }
  return text;
}

}  // namespace portolan::proof
