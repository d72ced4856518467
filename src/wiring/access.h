#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// What a `uses` link may do where nobody said it: the only user of a part owns it; several users of a part with a schema are asked,
// of one without a schema they write. Asks too who owns a part with a schema that nobody owns or two own (rule 22), and says
// of every link whether the server itself holds the client to its verb.
void decide_access(Draft& draft);

}  // namespace portolan::wiring
