#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiring/draft.h"

// Under which host names something is reached.

namespace portolan::wiring {

// As said in namespace `from`: NAME in its own namespace, else NAME.NAMESPACE; of what exists already its own first host. Empty where
// there is no one host (patterns, ranges, open questions).
Text host_of(const Party& party, const Named& named, std::string_view from);

// The pods' own names of something headless or replicated, in order; one host for everything else. Hosts without a port.
std::vector<Text> members_of(const Draft& draft, const Party& party, const Named& named, std::string_view from);

// The Service that gives the pods of a StatefulSet their names.
std::string governing_name(const Party& party, const Workload& workload);

}  // namespace portolan::wiring
