#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// What the network must let through: the declared links between pods and to outside, and the closed list of what follows from
// them (rule 8). Sorted by caller, callee, reason and port.
void make_flows(Draft& draft);

}  // namespace portolan::wiring
