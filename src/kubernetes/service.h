#pragma once

#include <vector>

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// The Service of one host name: a cluster address, a headless one, or an ExternalName. Ports that the chart opens to the outside
// without a gateway get a second Service of their own, because a load balancer or node opens every port of a Service.
void add_services(Scope& scope, const wiring::Address& address, std::vector<Object>& objects);

}  // namespace portolan::kubernetes
