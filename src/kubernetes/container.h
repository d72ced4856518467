#pragma once

#include <string_view>

#include "kubernetes/scope.h"
#include "kubernetes/volumes.h"

namespace portolan::kubernetes {

enum class Role : std::uint8_t { main, init, sidecar };

value::Value* container(Scope& scope, std::uint32_t workload, const wiring::Container& container, Role role, const PodVolumes& volumes);

// The name under which the container declares a listening port; "" where it declares none of that number. TCP.
std::string_view container_port_name(Scope& scope, const wiring::Container& container, std::uint16_t target);

// How long a pod goes on serving after it was told to stop, so that Services forget it first; 0 where nothing calls it
// or the cluster is too old to wait without a program.
std::uint32_t drain_seconds(const Scope& scope, std::uint32_t workload);

}  // namespace portolan::kubernetes
