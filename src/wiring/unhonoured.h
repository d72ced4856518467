#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// What was read, checked and wired, and what objects alone cannot carry out: one entry a kind, with every place that says it.
void find_unhonoured(Draft& draft);

}  // namespace portolan::wiring
