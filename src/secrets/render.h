#pragma once

#include "diagnostics/diagnostic.h"
#include "secrets/values.h"
#include "wiring/wiring.h"

namespace portolan::secrets {

// The second half of the work: what depends on values that are there. Changes nothing else in `values`.
void render(const wiring::Wiring& wiring, Values& values, diagnostics::Sink& sink);

}  // namespace portolan::secrets
