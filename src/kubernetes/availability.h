#pragma once

#include "kubernetes/scope.h"

// How many pods of a workload there are, and how many may be missing.

namespace portolan::kubernetes {

Object horizontal_pod_autoscaler(Scope& scope, const wiring::Workload& workload);

// Always one pod at a time, whatever the number: with a single replica that permits the drain of its node, where `minAvailable: 1`
// would block it for ever; for a quorum of three or five it is the right bound.
Object pod_disruption_budget(Scope& scope, const wiring::Workload& workload);

}  // namespace portolan::kubernetes
