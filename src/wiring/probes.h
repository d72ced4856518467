#pragma once

#include <cstdint>

#include "wiring/draft.h"

namespace portolan::wiring {

// Readiness, liveness and start of a workload, from its `health` (tcp on the main port where nothing is said), and what a scraper
// reads. Liveness is tcp and three times laxer where nothing is said of it; where both probes would be the same, readiness names the
// port and liveness gives its number, so that they stay distinct. Jobs and workers without `health` have none.
void make_probes(Draft& draft, std::uint32_t workload);

}  // namespace portolan::wiring
