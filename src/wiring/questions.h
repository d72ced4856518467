#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// Questions of rule 22 that no earlier step asks: `? ` values, externals without an address, secrets without a source, resources that
// nobody said, stores that nobody uses, channels with one end, names built into programs that a broker must not rename, and
// literals that equal the host name of something to which there is no link.
void ask_questions(Draft& draft);

// The questions among the diagnostics from `first` on, for back ends that show them.
void take_questions(Draft& draft, std::size_t first);

}  // namespace portolan::wiring
