#pragma once

#include "proof/prover.h"
#include "wiring/wiring.h"

namespace portolan::cli {

// Emits every object once for the proof alone, group by group.
proof::Prover prover_of(const wiring::Wiring& wiring);

}  // namespace portolan::cli
