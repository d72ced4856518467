#pragma once

#include "proof/prover.h"
#include "wiring/wiring.h"

namespace portolan::cli {

// Emits every object of an application once, group by group, for a proof alone.
void add_objects(const wiring::Wiring& wiring, proof::Prover& prover);
proof::Prover prover_of(const wiring::Wiring& wiring);

}  // namespace portolan::cli
