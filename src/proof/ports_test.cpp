#include "proof/ports.h"

#include <doctest/doctest.h>

namespace portolan::proof {

namespace {

// A world of ten ports, in which sets can be compared port by port.
PortSet from_bits(unsigned bits) {
  std::vector<PortRange> ranges;
  for (std::uint16_t port = 0; port < 10; ++port) {
    if (bits & (1U << port)) ranges.push_back({Transport::tcp, static_cast<std::uint16_t>(port + 1), static_cast<std::uint16_t>(port + 1)});
  }
  return PortSet(std::move(ranges));
}

unsigned to_bits(const PortSet& set) {
  unsigned bits = 0;
  for (std::uint16_t port = 0; port < 10; ++port) {
    if (set.contains(Transport::tcp, static_cast<std::uint16_t>(port + 1))) bits |= 1U << port;
  }
  return bits;
}

}  // namespace

TEST_CASE("sets of ports behave like sets") {
  bool right = true;
  for (unsigned a = 0; a < 1024; a += 7) {
    for (unsigned b = 0; b < 1024; b += 11) {
      const PortSet x = from_bits(a), y = from_bits(b);
      right = right && to_bits(x.united(y)) == (a | b) && to_bits(x.common(y)) == (a & b) && to_bits(x.without(y)) == (a & ~b);
      right = right && x.contains(y) == ((a & b) == b) && x.count() == static_cast<std::uint64_t>(__builtin_popcount(a));
      right = right && (x == y) == (a == b);
    }
  }
  CHECK(right);
}

TEST_CASE("the last port has no neighbour") {
  const PortSet last = PortSet::one(Transport::tcp, 65535);
  CHECK(PortSet::all().without(last).united(last) == PortSet::all());
  CHECK(PortSet({{Transport::tcp, 1, 65535}}).without(last) == PortSet({{Transport::tcp, 1, 65534}}));
  CHECK(PortSet::all().without(PortSet::all()).empty());
}

TEST_CASE("ports as they are said to people") {
  CHECK(to_text(PortSet()) == "no port");
  CHECK(to_text(PortSet::all()) == "every port");
  CHECK(to_text(PortSet::one(Transport::tcp, 80)) == "TCP 80");
  CHECK(to_text(PortSet({{Transport::udp, 53, 53}, {Transport::tcp, 53, 53}})) == "TCP 53 and UDP 53");
  CHECK(to_text(PortSet({{Transport::tcp, 80, 80}, {Transport::tcp, 81, 90}, {Transport::tcp, 443, 443}})) == "TCP 80–90, 443");
  CHECK(to_text(PortSet({{Transport::sctp, 1, 65535}})) == "every SCTP port");
}

}  // namespace portolan::proof
