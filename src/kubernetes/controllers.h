#pragma once

#include "kubernetes/scope.h"
#include "kubernetes/volumes.h"

// The objects that make pods, one function per kind.

namespace portolan::kubernetes {

Object deployment(Scope& scope, std::uint32_t workload, const PodVolumes& volumes);
Object stateful_set(Scope& scope, std::uint32_t workload, const PodVolumes& volumes);

// A Job cannot be changed once it is there. It is called after its workload here, and `seal_job` adds a digest of what it
// runs to the name as the last step, so that a changed job is another object and an unchanged one is not run again.
Object job(Scope& scope, std::uint32_t workload, const PodVolumes& volumes);
void seal_job(value::Builder& builder, Object& job);

// Of a schedule; and of a job that is only run by hand, as a suspended one from which runs are made.
Object cron_job(Scope& scope, std::uint32_t workload, const PodVolumes& volumes);

// Metadata that every controller carries: waivers with their suppressions, the order of starting, whom to ask.
value::Value* controller_annotations(Scope& scope, const wiring::Workload& workload);

}  // namespace portolan::kubernetes
