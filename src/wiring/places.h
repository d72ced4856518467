#pragma once

#include <string_view>

#include "chart/text_template.h"
#include "diagnostics/diagnostic.h"
#include "wiring/party.h"

namespace portolan::wiring {

inline Origin origin(const chart::Place& place) { return {place.said, place.via}; }

// Sets the primary span where none is set yet, and adds the second and third layer of a value as notes: who inherited it and
// what it replaced. `who` is the service (store, external …) that the message is about.
diagnostics::Diagnostic with_layers(diagnostics::Diagnostic diagnostic, const chart::Place& place, std::string_view who);

}  // namespace portolan::wiring
