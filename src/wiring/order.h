#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// What must be ready before what (rule 15): stores and brokers before their users, a job that owns a part before every other user of
// it, and `after`. Calls give no order. A cycle is refused, printed as a path; waves count the depth.
void make_order(Draft& draft);

}  // namespace portolan::wiring
