#pragma once

#include "kubernetes/scope.h"
#include "kubernetes/volumes.h"

namespace portolan::kubernetes {

// What a Job and every run of a CronJob have in common.
value::Value* job_spec(Scope& scope, std::uint32_t workload, const PodVolumes& volumes);

}  // namespace portolan::kubernetes
