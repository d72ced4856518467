#pragma once

#include <cstdint>

#include "wiring/draft.h"
#include "wiring/references.h"

namespace portolan::wiring {

// A server's own configuration keys, written where its catalogue entry says they go: on the command line, into a variable each, or
// as the lines of one file. Containers must be there.
void apply_settings(Draft& draft, std::uint32_t workload, References& references);

}  // namespace portolan::wiring
