#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// What becomes pods, by name and shape: services, each version of one that has versions, stores and brokers that are deployed.
// Sorted by namespace and name; two with one name are refused.
void make_workloads(Draft& draft);

// What a workload is made of: containers, files, volumes, probes, scale. Links and accounts must be there.
void fill_workloads(Draft& draft);

}  // namespace portolan::wiring
