#include "kubernetes/ip_range.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace portolan::kubernetes {

namespace {

struct Range {
  int family = 0;
  unsigned prefix = 0;
  std::array<unsigned char, 16> bytes{};
};

std::optional<Range> parse(std::string_view text) {
  Range range;
  const std::size_t slash = text.find('/');
  const std::string address(text.substr(0, slash));
  range.family = address.find(':') == std::string::npos ? AF_INET : AF_INET6;
  if (inet_pton(range.family, address.c_str(), range.bytes.data()) != 1) return std::nullopt;
  range.prefix = range.family == AF_INET ? 32 : 128;
  if (slash == std::string_view::npos) return range;
  unsigned prefix = 0;
  const auto end = std::from_chars(text.data() + slash + 1, text.data() + text.size(), prefix);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || prefix > range.prefix) return std::nullopt;
  range.prefix = prefix;
  return range;
}

bool equal_bits(const Range& a, const Range& b, unsigned bits) {
  const auto whole = static_cast<std::ptrdiff_t>(bits / 8);
  if (!std::equal(a.bytes.begin(), a.bytes.begin() + whole, b.bytes.begin())) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || ((a.bytes[bits / 8] ^ b.bytes[bits / 8]) >> (8 - rest)) == 0;
}

}  // namespace

Overlap overlap(std::string_view range, std::string_view other) {
  const std::optional<Range> a = parse(range), b = parse(other);
  if (!a || !b || a->family != b->family || !equal_bits(*a, *b, std::min(a->prefix, b->prefix))) return Overlap::none;
  return a->prefix > b->prefix ? Overlap::inside : Overlap::covers;
}

}  // namespace portolan::kubernetes
