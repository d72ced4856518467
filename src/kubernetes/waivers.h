#pragma once

#include <string_view>
#include <vector>

#include "kubernetes/scope.h"

// Exceptions from hardening rules, and how each scanner is told.

namespace portolan::kubernetes {

struct Waiver {
  std::string_view rule, reason;
};

// The chart's waivers of a workload and those that follow from what it is: an environment that needs secrets in variables, an
// autoscaler that owns the number of replicas, a job that needs no probes. Sorted by rule. The workload is one of the wiring's own.
std::vector<Waiver> waivers_of(Scope& scope, const wiring::Workload& workload);

bool waives(const wiring::Workload& workload, std::string_view rule);

// Adds to `annotations` the reason of every waiver and the suppressions of the scanners that would complain.
void annotate_waivers(Scope& scope, const std::vector<Waiver>& waivers, value::Value* annotations);

}  // namespace portolan::kubernetes
