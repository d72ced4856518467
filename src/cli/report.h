#pragma once

#include "cli/application.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "diagnostics/diagnostic.h"

namespace portolan::cli {

// 4 where the chart itself cannot be read, 2 where only the command line names what is not there, 1 where the chart has mistakes,
// 3 where blocking questions are open, else 0.
ExitCode exit_code_of(const diagnostics::Sink& sink);

// For people, on standard error. `what` says which of them.
enum class Shown { all, without_notes, for_build, errors };
void report(Console& console, const text::Sources& sources, const diagnostics::Sink& sink, Shown what);

}  // namespace portolan::cli
