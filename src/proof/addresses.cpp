#include "proof/addresses.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/core.h>

namespace portolan::proof {

namespace {

__extension__ typedef unsigned __int128 Wide;

Wide wide(const IpAddress& a) { return (static_cast<Wide>(a.high) << 64) | a.low; }
IpAddress address(bool six, Wide value) { return {six, static_cast<std::uint64_t>(value >> 64), static_cast<std::uint64_t>(value)}; }
unsigned bits(bool six) { return six ? 128 : 32; }
Wide highest(bool six) { return six ? ~static_cast<Wide>(0) : static_cast<Wide>(0xFFFFFFFF); }

bool touch(const AddressRange& a, const AddressRange& b) {  // a before b
  if (a.last.six != b.first.six) return false;
  return b.first <= a.last || wide(b.first) == wide(a.last) + 1;
}

void normalise(std::vector<AddressRange>& ranges) {
  if (ranges.size() < 2) return;
  std::sort(ranges.begin(), ranges.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    if (touch(ranges[kept], ranges[i])) {
      ranges[kept].last = std::max(ranges[kept].last, ranges[i].last);
    } else {
      ranges[++kept] = ranges[i];
    }
  }
  ranges.resize(kept + 1);
}

// The largest prefix that begins at `first` and does not go beyond `last`.
unsigned prefix_at(bool six, Wide first, Wide last) {
  unsigned host = 0;
  while (host < bits(six)) {
    const Wide size = static_cast<Wide>(1) << host;  // of the prefix tried before
    const Wide wider_last = first + (size - 1) + size;
    if ((first & size) != 0 || wider_last < first || wider_last > last) break;
    ++host;
    if (host == bits(six)) break;
  }
  return bits(six) - host;
}

std::vector<std::string> prefixes_of(const AddressSet& addresses) {
  std::vector<std::string> prefixes;
  for (const AddressRange& range : addresses.ranges()) {
    const bool six = range.first.six;
    Wide first = wide(range.first);
    const Wide last = wide(range.last);
    for (;;) {
      const unsigned prefix = prefix_at(six, first, last);
      prefixes.push_back(fmt::format("{}/{}", to_text(address(six, first)), prefix));
      const Wide end = prefix == 0 ? highest(six) : first + ((static_cast<Wide>(1) << (bits(six) - prefix)) - 1);
      if (end >= last) break;
      first = end + 1;
    }
  }
  return prefixes;
}

std::string joined(const std::vector<std::string>& prefixes, std::size_t shown) {
  std::string text;
  for (std::size_t i = 0; i < std::min(prefixes.size(), shown); ++i) text += (i > 0 ? ", " : "") + prefixes[i];
  if (prefixes.size() > shown) text += fmt::format(" and {} more", prefixes.size() - shown);
  return text;
}

}  // namespace

std::optional<IpAddress> parse_address(std::string_view text) {
  std::array<char, 64> zero_ended{};
  if (text.size() >= zero_ended.size()) return std::nullopt;
  std::copy(text.begin(), text.end(), zero_ended.begin());
  std::array<unsigned char, 16> raw{};
  const bool six = text.find(':') != std::string_view::npos;
  if (inet_pton(six ? AF_INET6 : AF_INET, zero_ended.data(), raw.data()) != 1) return std::nullopt;
  Wide value = 0;
  for (unsigned i = 0; i < bits(six) / 8; ++i) value = (value << 8) | raw[i];
  return address(six, value);
}

std::string to_text(const IpAddress& a) {
  std::array<unsigned char, 16> raw{};
  Wide value = wide(a);
  for (unsigned i = bits(a.six) / 8; i-- > 0; value >>= 8) raw[i] = static_cast<unsigned char>(value & 0xFF);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(a.six ? AF_INET6 : AF_INET, raw.data(), text.data(), text.size());
  return text.data();
}

std::optional<AddressRange> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = parse_address(text.substr(0, slash));
  if (!base) return std::nullopt;
  if (slash == std::string_view::npos) return AddressRange{*base, *base};
  const std::string_view digits = text.substr(slash + 1);
  unsigned prefix = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  if (error != std::errc{} || end != digits.data() + digits.size() || prefix > bits(base->six)) return std::nullopt;
  const Wide hosts = prefix == 0 ? highest(base->six) : (static_cast<Wide>(1) << (bits(base->six) - prefix)) - 1;
  const Wide first = wide(*base) & ~hosts;
  return AddressRange{address(base->six, first), address(base->six, first | hosts)};
}

AddressSet::AddressSet(std::vector<AddressRange> ranges) : ranges_(std::move(ranges)) { normalise(ranges_); }

AddressSet AddressSet::all() {
  return AddressSet({{address(false, 0), address(false, highest(false))}, {address(true, 0), address(true, highest(true))}});
}

bool AddressSet::contains(const IpAddress& a) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const AddressRange& r) { return r.first <= a && a <= r.last; });
}

AddressSet AddressSet::united(const AddressSet& other) const {
  std::vector<AddressRange> ranges = ranges_;
  ranges.insert(ranges.end(), other.ranges_.begin(), other.ranges_.end());
  return AddressSet(std::move(ranges));
}

AddressSet AddressSet::without(const AddressSet& other) const {
  AddressSet set;
  for (const AddressRange& a : ranges_) {
    const bool six = a.first.six;
    Wide first = wide(a.first);
    bool open = true;
    for (const AddressRange& b : other.ranges_) {
      if (b.first.six != six || wide(b.last) < first || b.first > a.last) continue;
      if (wide(b.first) > first) set.ranges_.push_back({address(six, first), address(six, wide(b.first) - 1)});
      if (b.last >= a.last) {
        open = false;
        break;
      }
      first = wide(b.last) + 1;
    }
    if (open) set.ranges_.push_back({address(six, first), a.last});
  }
  return set;
}

std::string to_text(const AddressSet& addresses) {
  if (addresses.empty()) return "no address";
  if (addresses == AddressSet::all()) return "every address";
  constexpr std::size_t shown = 4;
  const std::vector<std::string> prefixes = prefixes_of(addresses);
  if (prefixes.size() > shown) {
    // Shorter by what is missing, of the families of which something is there.
    std::vector<AddressRange> families;
    bool four = false, six = false;
    for (const AddressRange& range : addresses.ranges()) (range.first.six ? six : four) = true;
    const AddressSet all = AddressSet::all();
    for (const AddressRange& range : all.ranges()) {
      if (range.first.six ? six : four) families.push_back(range);
    }
    const std::vector<std::string> missing = prefixes_of(AddressSet(std::move(families)).without(addresses));
    const char* whole = four && six ? "every address" : four ? "every IPv4 address" : "every IPv6 address";
    if (missing.size() < prefixes.size()) return fmt::format("{} but {}", whole, joined(missing, shown));
  }
  return joined(prefixes, shown);
}

}  // namespace portolan::proof
