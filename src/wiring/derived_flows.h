#pragma once

#include "wiring/draft.h"
#include "wiring/flow_list.h"

namespace portolan::wiring {

// The closed list of rule 8: ways in, scrapers, tracing, members of one server, cloud metadata, the cluster's API and, for everyone
// who talks to anybody, names. Probes come from the node and need no flow.
void add_derived_flows(Draft& draft, FlowList& list);

}  // namespace portolan::wiring
