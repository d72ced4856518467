#pragma once

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// The Service of one host name: a cluster address, a headless one, an ExternalName, or a way in from the outside without a gateway.
Object service(Scope& scope, const wiring::Address& address);

}  // namespace portolan::kubernetes
