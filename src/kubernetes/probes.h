#pragma once

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// Adds livenessProbe, readinessProbe and startupProbe where the workload has them. The readiness check names its port and the others
// number it: scanners that compare checks by their words then see two, which for a connection attempt is all that can differ.
void add_probes(Scope& scope, const wiring::Workload& workload, value::Value* container);

}  // namespace portolan::kubernetes
