#pragma once

#include <cstdint>

#include "wiring/draft.h"

namespace portolan::wiring {

// The volumes of a workload: its own, the data of a server, shared directories that it uses, the Secret with a server's accounts,
// and the /tmp that a read-only root needs. Sorted by path.
void make_volumes(Draft& draft, std::uint32_t workload);

}  // namespace portolan::wiring
