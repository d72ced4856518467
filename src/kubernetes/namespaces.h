#pragma once

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// A namespace that Portolan makes, held to the strictest Pod Security level that its workloads can live with. The level's version is
// pinned to the cluster's, so that an upgrade of the cluster refuses no pod that was admitted before.
Object made_namespace(Scope& scope, const wiring::Namespace& name_space);

}  // namespace portolan::kubernetes
