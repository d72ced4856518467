#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// Resolves every link of every workload to both ends, port, part and channel. Links that several versions of a service share become
// one; those to something that is off open nothing and are kept in Draft::declared only. Access that nobody said is decided
// by decide_access. Sorted by caller, callee, verb, port, part and channel.
void make_links(Draft& draft);

}  // namespace portolan::wiring
