#pragma once

#include <vector>

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// What one workload may accept and open: one policy that selects its pods by their instance and holds both directions, so that
// a direction without a rule is closed. Ports are the listening ones. A peer is always one element with both selectors, which means
// "these pods in that namespace"; two elements would mean "these pods, or everything in that namespace".
Object network_policy(Scope& scope, std::uint32_t workload);

// The floor under the policies of the workloads: all pods of a namespace that Portolan makes, else the application's own.
Object default_deny(Scope& scope, const wiring::Namespace& name_space);

// Egress by host name, in the words of the cluster's network plug-in; nothing where the workload has none or the cluster cannot.
void add_name_policy(Scope& scope, std::uint32_t workload, std::vector<Object>& objects);

// Whether a flow is held by a policy of names and so left out of the plain one.
bool held_by_name(const wiring::Wiring& wiring, const wiring::Flow& flow);

}  // namespace portolan::kubernetes
