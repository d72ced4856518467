#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// `uses: {kubernetes: {deployments.apps: [get]}}`: what a workload may do at the cluster's own API, resource by resource.
void make_api_rules(Draft& draft);

}  // namespace portolan::wiring
