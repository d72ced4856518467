#pragma once

#include <compare>
#include <span>
#include <vector>

#include "wiring/wiring.h"

namespace portolan::kubernetes {

// Peers that are reached on the same ports, in an order that depends on what they are called and on nothing else.
struct PolicyRule {
  std::vector<wiring::FlowPort> ports;
  std::vector<const wiring::Endpoint*> peers;
};

// Flows with the same far end become one with the ports of all; far ends with the same ports become one rule.
// `far` is the end that is not the workload itself.
std::vector<PolicyRule> policy_rules(const wiring::Wiring& wiring, std::span<const wiring::Flow* const> flows,
                                     wiring::Endpoint wiring::Flow::* far);

}  // namespace portolan::kubernetes
