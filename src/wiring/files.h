#pragma once

#include <cstdint>

#include "wiring/draft.h"
#include "wiring/references.h"

namespace portolan::wiring {

// The files of a workload: copied as they are from beside the chart, or filled in. A folder stands for every file below it. What
// lies outside the folder of the file that says it is read only where the path says so (`../x`); a symbolic link never leads out.
// Over 1 MiB in all is refused with the proposal of a volume. Sorted by path.
void make_files(Draft& draft, std::uint32_t workload, References& references);

}  // namespace portolan::wiring
