#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "proof/names.h"

namespace portolan::proof {

enum class Transport : std::uint8_t { tcp, udp, sctp };
const char* to_text(Transport transport);  // "TCP"

struct PortRange {
  Transport transport = Transport::tcp;
  std::uint16_t first = 0, last = 0;  // inclusive
  friend auto operator<=>(const PortRange&, const PortRange&) = default;
};

// A set of ports, kept as sorted ranges that neither overlap nor touch.
class PortSet {
 public:
  PortSet() = default;
  explicit PortSet(std::vector<PortRange> ranges);
  static PortSet all();  // every port of every transport
  static PortSet one(Transport transport, std::uint16_t port) { return PortSet({{transport, port, port}}); }

  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  [[nodiscard]] bool contains(Transport transport, std::uint16_t port) const;
  [[nodiscard]] bool contains(const PortSet& other) const;
  [[nodiscard]] PortSet united(const PortSet& other) const;
  [[nodiscard]] PortSet common(const PortSet& other) const;
  [[nodiscard]] PortSet without(const PortSet& other) const;
  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] const std::vector<PortRange>& ranges() const { return ranges_; }
  friend bool operator==(const PortSet&, const PortSet&) = default;

 private:
  std::vector<PortRange> ranges_;
};

// "TCP 8080", "TCP 80–90 and UDP 53", "every port".
std::string to_text(const PortSet& ports);

// A port that a rule calls by the name it has in the pod that is reached.
struct NamedPort {
  Transport transport = Transport::tcp;
  Name name = Names::empty;
  friend auto operator<=>(const NamedPort&, const NamedPort&) = default;
};

// What `ports` of a rule says; the names mean something else in every pod.
struct RulePorts {
  PortSet numbers;
  std::vector<NamedPort> named;  // sorted
};

}  // namespace portolan::proof
