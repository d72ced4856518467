#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// Which hardening rules a workload is excepted from and why: what `waive` says, and what follows from other keys (`user` lowers the
// uid, a secret in a variable cannot be a file, one replica is no set …). The chart's own reason goes before a derived one.
void make_waivers(Draft& draft);

}  // namespace portolan::wiring
