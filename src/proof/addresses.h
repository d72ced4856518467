#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portolan::proof {

// An IPv4 or IPv6 address. IPv4 addresses that are written inside IPv6 (::ffff:1.2.3.4) stay IPv6.
struct IpAddress {
  bool six = false;
  std::uint64_t high = 0, low = 0;  // IPv4: the lowest 32 bits of low
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};
std::optional<IpAddress> parse_address(std::string_view text);
std::string to_text(const IpAddress& address);

struct AddressRange {
  IpAddress first, last;  // of one family, inclusive
  friend auto operator<=>(const AddressRange&, const AddressRange&) = default;
};
// "10.0.0.0/8", "fd00::/8"; a bare address is the range of itself. Bits behind the prefix are ignored, as Kubernetes does.
std::optional<AddressRange> parse_cidr(std::string_view text);

// A set of addresses, kept as sorted ranges that neither overlap nor touch.
class AddressSet {
 public:
  AddressSet() = default;
  explicit AddressSet(std::vector<AddressRange> ranges);
  static AddressSet all();  // 0.0.0.0/0 and ::/0

  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  [[nodiscard]] bool contains(const IpAddress& address) const;
  [[nodiscard]] AddressSet united(const AddressSet& other) const;
  [[nodiscard]] AddressSet without(const AddressSet& other) const;
  [[nodiscard]] const std::vector<AddressRange>& ranges() const { return ranges_; }
  friend bool operator==(const AddressSet&, const AddressSet&) = default;

 private:
  std::vector<AddressRange> ranges_;
};

// As few prefixes as say it: "10.0.0.0/8, 192.168.0.0/16", "every address", "every IPv4 address but 10.0.0.0/8"; more than
// four are cut with their number.
std::string to_text(const AddressSet& addresses);

}  // namespace portolan::proof
