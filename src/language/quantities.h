#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// What a text of one of the forms means, in one unit each. Nothing where the text has not the form or the number is too
// large; what is given in 64 bits fits into 63.

namespace portolan::language {

std::optional<std::uint32_t> parse_integer(std::string_view text);
std::optional<std::uint32_t> parse_percent(std::string_view text);  // "80%" → 80
// "1h30m" → milliseconds
std::optional<std::uint64_t> parse_duration(std::string_view text);

struct Range {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};
// "3" → 3..3, "2..10"
std::optional<Range> parse_range(std::string_view text);

struct PortPair {
  std::uint32_t port = 0;    // what others say
  std::uint32_t target = 0;  // what the process listens on
};
// "8080" → 8080:8080, "80:8080"
std::optional<PortPair> parse_ports(std::string_view text);

// request..limit: one value is both; without a limit where the text ends in `..`.
struct Bounds {
  std::uint64_t request = 0;
  std::optional<std::uint64_t> limit;
};
std::optional<Bounds> parse_cpu(std::string_view text);     // millicores, rounded up
std::optional<Bounds> parse_memory(std::string_view text);  // bytes, rounded up

struct Size {
  enum class Kind : std::uint8_t { kept, temp, memory };
  Kind kind = Kind::kept;
  std::optional<std::uint64_t> bytes;  // always there for kept
};
std::optional<Size> parse_size(std::string_view text);

struct ServerVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  friend auto operator<=>(const ServerVersion&, const ServerVersion&) = default;
};
// "1.34"
std::optional<ServerVersion> parse_version(std::string_view text);

// The pieces of `BASE[:PORT][/PART]`; which dots of BASE divide a name from its namespace, only the chart knows.
struct TargetText {
  std::string_view base;
  std::string_view port;
  std::string_view part;
};
std::optional<TargetText> parse_target(std::string_view text);

}  // namespace portolan::language
