#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "chart/service.h"
#include "wiring/workload.h"

namespace portolan::wiring {

// "100m..1" → request and limit; one value is both; "100m.." has no limit. Written as Kubernetes writes them back ("0.5" → "500m").
Quantity quantity_of(std::string_view written);

// With the defaults of a service: cpu 100m..1, memory 256Mi. Storage is set by size_storage where nothing is said.
Resources resources_of(const chart::Resources& said);

// Bytes of "64Mi"; nothing where it is no size.
std::optional<std::uint64_t> bytes_of(std::string_view size);

// Ephemeral storage of every container that says none: the volumes that come and go with the pod, and 64Mi for logs.
void size_storage(Workload& workload);

}  // namespace portolan::wiring
