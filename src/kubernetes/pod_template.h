#pragma once

#include "kubernetes/scope.h"
#include "kubernetes/volumes.h"

namespace portolan::kubernetes {

// The pods of one workload: metadata and spec, as every controller carries it.
value::Value* pod_template(Scope& scope, std::uint32_t workload, const PodVolumes& volumes);

}  // namespace portolan::kubernetes
