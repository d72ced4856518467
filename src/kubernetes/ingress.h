#pragma once

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// A way in for clusters without the Gateway API. What Ingress itself cannot say (rewriting, gRPC) is said in the annotations of the
// controller that the class belongs to, where it is one whose words are known.
Object ingress(Scope& scope, const wiring::Route& route, std::string_view name);

}  // namespace portolan::kubernetes
