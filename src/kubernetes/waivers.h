#pragma once

#include <string_view>
#include <vector>

#include "kubernetes/scope.h"

// Exceptions from hardening rules, and how each scanner is told.

namespace portolan::kubernetes {

struct Waiver {
  std::string_view rule, reason;
};

// The waivers of a workload, and those that follow from the objects themselves: a job that must not vanish, a policy without a caller.
// `exposed` is for the Service that is open, not for its pods. Sorted by rule. The workload is one of the wiring's own.
std::vector<Waiver> waivers_of(Scope& scope, const wiring::Workload& workload);

bool waives(const wiring::Workload& workload, std::string_view rule);

// Adds to `annotations` the reason of every waiver and the suppressions of the scanners that would complain.
void annotate_waivers(Scope& scope, const std::vector<Waiver>& waivers, value::Value* annotations);

}  // namespace portolan::kubernetes
