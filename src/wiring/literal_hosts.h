#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// Asks about literals in variables, arguments and files that equal the host name of something declared to which there is no link:
// either the program talks to it, or the text means something else (rule 22).
void ask_literal_hosts(Draft& draft);

}  // namespace portolan::wiring
