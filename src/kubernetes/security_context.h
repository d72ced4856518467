#pragma once

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// What the Pod Security Standard `restricted` asks for, on the pod and again on every container, because scanners look at one or the other.
value::Value* pod_security_context(Scope& scope, const wiring::Workload& workload);
value::Value* container_security_context(Scope& scope, const wiring::Workload& workload, const wiring::Container& container);

// The strictest Pod Security level that admits every workload of a namespace: `restricted`, or `baseline` where one runs as root.
std::string_view pod_security_level(const wiring::Wiring& wiring, std::string_view name_space);

}  // namespace portolan::kubernetes
