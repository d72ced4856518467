#pragma once

#include "diagnostics/diagnostic.h"
#include "kubernetes/objects.h"
#include "proof/prover.h"
#include "wiring/wiring.h"

namespace portolan::cli {

// Emits every object of an application once, group by group, for a proof alone. Patches that could not be applied go to `sink`
// where there is one.
void add_objects(const wiring::Wiring& wiring, proof::Prover& prover, diagnostics::Sink* sink = nullptr);
proof::Prover prover_of(const wiring::Wiring& wiring, diagnostics::Sink* sink = nullptr);

// Once everything is emitted: the patches that match nothing or cannot be carried out.
void add_patch_troubles(const kubernetes::Emitter& emitter, const wiring::Wiring& wiring, diagnostics::Sink& sink);

}  // namespace portolan::cli
