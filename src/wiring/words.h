#pragma once

#include "wiring/wiring.h"

namespace portolan::wiring {

// As every answer says them: "publishes", "worker", "load-balancer".
const char* to_text(Verb verb);
const char* to_text(ServiceKind kind);
const char* to_text(Reason reason);

}  // namespace portolan::wiring
