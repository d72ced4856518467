#include "proof/addresses.h"

#include <doctest/doctest.h>

namespace portolan::proof {

namespace {

AddressSet blocks(std::initializer_list<std::string_view> cidrs) {
  std::vector<AddressRange> ranges;
  for (const std::string_view cidr : cidrs) ranges.push_back(*parse_cidr(cidr));
  return AddressSet(std::move(ranges));
}

bool holds(const AddressSet& set, std::string_view address) { return set.contains(*parse_address(address)); }

}  // namespace

TEST_CASE("ranges are read as net.ParseCIDR reads them") {
  CHECK(to_text(blocks({"10.1.2.3/8"})) == "10.0.0.0/8");
  CHECK(to_text(blocks({"10.1.2.3"})) == "10.1.2.3/32");
  CHECK(to_text(blocks({"fd00::1/8"})) == "fd00::/8");
  for (const char* wrong : {"", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "10.0.0.0/8x", "fd00::/129", "fd00:::/8", "300.0.0.0/8", "/8"}) {
    CAPTURE(wrong);
    CHECK(!parse_cidr(wrong));
  }
}

TEST_CASE("neighbouring blocks are one, and how a set is cut does not matter") {
  CHECK(blocks({"10.0.0.0/9", "10.128.0.0/9"}) == blocks({"10.0.0.0/8"}));
  CHECK(blocks({"0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"}) == AddressSet::all());
  CHECK(blocks({"255.255.255.255/32", "::/128"}).ranges().size() == 2);
}

TEST_CASE("what is taken out is out, at both ends of the world too") {
  const AddressSet rest =
      AddressSet::all().without(blocks({"10.0.0.0/8", "255.255.255.255/32", "0.0.0.0/32", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"}));
  CHECK(holds(rest, "9.255.255.255"));
  CHECK(!holds(rest, "10.0.0.0"));
  CHECK(!holds(rest, "10.255.255.255"));
  CHECK(holds(rest, "11.0.0.0"));
  CHECK(holds(rest, "255.255.255.254"));
  CHECK(!holds(rest, "255.255.255.255"));
  CHECK(!holds(rest, "0.0.0.0"));
  CHECK(holds(rest, "::"));
  CHECK(!holds(rest, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
  CHECK(AddressSet::all().without(AddressSet::all()).empty());
  CHECK(rest.united(blocks({"10.0.0.0/8", "255.255.255.255/32", "0.0.0.0/32", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"})) ==
        AddressSet::all());
}

TEST_CASE("an IPv4 address is none of IPv6") {
  CHECK(!holds(blocks({"::/0"}), "10.0.0.1"));
  CHECK(!holds(blocks({"0.0.0.0/0"}), "::ffff:10.0.0.1"));
}

TEST_CASE("addresses as they are said to people") {
  CHECK(to_text(AddressSet()) == "no address");
  CHECK(to_text(AddressSet::all()) == "every address");
  CHECK(to_text(blocks({"10.0.0.0/8", "192.168.0.0/16"})) == "10.0.0.0/8, 192.168.0.0/16");
  CHECK(to_text(blocks({"0.0.0.0/0"}).without(blocks({"10.0.0.0/8"}))) == "every IPv4 address but 10.0.0.0/8");
  CHECK(to_text(blocks({"::/0"}).without(blocks({"fc00::/7"}))) == "every IPv6 address but fc00::/7");
  CHECK(to_text(AddressSet::all().without(blocks({"10.0.0.0/8", "fc00::/7"}))) == "every address but 10.0.0.0/8, fc00::/7");
  CHECK(to_text(blocks({"1.0.0.0/32", "1.0.0.2/32", "1.0.0.4/32", "1.0.0.6/32", "1.0.0.8/32", "1.0.0.10/32"})) ==
        "1.0.0.0/32, 1.0.0.2/32, 1.0.0.4/32, 1.0.0.6/32 and 2 more");
}

}  // namespace portolan::proof
