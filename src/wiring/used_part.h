#pragma once

#include "wiring/targets.h"

// What of a server a `uses` link is about.

namespace portolan::wiring {

// Sets the part where one is meant; false after a diagnostic. Redis counts its databases and needs no list of them; everywhere else a
// part must be declared.
bool find_part(Draft& draft, const Speaker& speaker, const chart::Link& said, const Named& target, Declared& declared);

// Whether the shared directory can appear in the pods of who uses it; a diagnostic where not.
bool check_mount(Draft& draft, const Speaker& speaker, const chart::Link& said, const Named& target);

}  // namespace portolan::wiring
