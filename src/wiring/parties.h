#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// Everything that has a name becomes a party: what the chart declares and is on, and the ends that it does not declare
// ("(gateway)", "(kubernetes)", callers from other applications). Sorted by namespace and name; Names learns the indexes.
void make_parties(Draft& draft);

// Something declared as a party, without workloads; also for what is off.
Party party_of(const Named& named, diagnostics::Sink& sink);

// How a caller from another application is called: NAME, "*" for any, or its labels in parentheses.
std::string outside_name(const chart::Expose::To& to);

// The end that the chart does not declare; it was made by make_parties.
std::uint32_t outside_party(const Draft& draft, std::string_view name, std::string_view name_space);

}  // namespace portolan::wiring
