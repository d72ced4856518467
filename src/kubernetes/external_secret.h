#pragma once

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// A Secret whose keys the External Secrets operator fetches from the cluster's secret store. Keys of other sources are left to
// whoever makes them: the operator then adds its own to theirs.
Object external_secret(Scope& scope, const wiring::Secret& secret, value::Value* labels);

}  // namespace portolan::kubernetes
