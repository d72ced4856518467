#pragma once

#include <cstdint>
#include <vector>

#include "proof/addresses.h"
#include "proof/compare.h"
#include "proof/ports.h"

namespace portolan::proof {

// Addresses and host names of one side of one pod: what its rules open against what its flows name. Two lists of blocks say the
// same where, on every port, the unions of their addresses are equal; how they are cut into blocks is without meaning.
class AddressComparison {
 public:
  explicit AddressComparison(const Model& model) : model_(model) {}

  void open(const AddressSet& addresses, const PortSet& ports, const RulePlace& place);
  void open(const std::vector<Name>& hosts, const PortSet& ports, const RulePlace& place);
  // A rule without peers: satisfies every flow; that it is too wide is said of the rule as a whole.
  void open_to_all(const PortSet& ports) { open_to_all_ = open_to_all_.united(ports); }
  void want(const AddressSet& addresses, const PortSet& ports, std::uint32_t flow);
  void want(const std::vector<Name>& hosts, const PortSet& ports, std::uint32_t flow);

  void compare(PodNumber pod, Direction direction, Findings& findings) const;

 private:
  struct OpenAddresses {
    AddressSet addresses;
    PortSet ports;
    RulePlace place;
  };
  struct WantedAddresses {
    AddressSet addresses;
    PortSet ports;
    std::uint32_t flow;
  };
  struct OpenHost {
    Name host;
    PortSet ports;
    RulePlace place;
  };
  struct WantedHost {
    Name host;
    PortSet ports;
    std::uint32_t flow;
  };

  void compare_addresses(PodNumber pod, Direction direction, Findings& findings) const;
  void compare_hosts(PodNumber pod, Direction direction, Findings& findings) const;

  const Model& model_;
  PortSet open_to_all_;
  std::vector<OpenAddresses> open_;
  std::vector<WantedAddresses> wanted_;
  std::vector<OpenHost> open_hosts_;
  std::vector<WantedHost> wanted_hosts_;
};

}  // namespace portolan::proof
