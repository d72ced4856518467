#pragma once

#include <string>

#include "wiring/wiring.h"

namespace portolan::wiring {

// The whole wiring as JSON (`portolan dump wiring`): stable, sorted, without a secret's value; places as "file:line".
std::string dump(const Wiring& wiring, const text::Sources& sources);

}  // namespace portolan::wiring
