#pragma once

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// How a scraper is told about a workload's metrics: by annotations of the pods, or by an object of its operator.
void annotate_scraping(Scope& scope, std::uint32_t workload, value::Value* annotations);

// A ServiceMonitor over the party's Service, or a PodMonitor where it has none; only where the cluster says so.
void add_monitors(Scope& scope, std::uint32_t party, std::vector<Object>& objects);

}  // namespace portolan::kubernetes
