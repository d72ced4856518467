#pragma once

#include "diagnostics/diagnostic.h"
#include "proof/neighbours.h"
#include "proof/report.h"

namespace portolan::cli {

// What the proof found, said like every other mistake. Residuals become notes.
void add_differences(const proof::Report& report, diagnostics::Sink& sink);
void add_residuals(const proof::Report& report, diagnostics::Sink& sink);

// What applications of one cluster do not agree on.
void add_disagreements(const proof::Agreement& agreement, diagnostics::Sink& sink);

}  // namespace portolan::cli
