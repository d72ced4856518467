#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart/chart.h"
#include "wiring/wiring.h"

// Where a flow to something outside the application goes, as exactly as the cluster can hold it.

namespace portolan::wiring {

// Nothing for `localhost`, which needs no rule. A workload of another application is found by its labels, a name inside a cluster
// (x.NAMESPACE.svc) by its namespace, an address by itself; any other host is any address but the link-local ones, unless the
// cluster's policies know names.
std::vector<Endpoint> endpoints_of(const chart::External& external, std::string_view fqdn_policy);

// "private" becomes the ranges of RFC 1918, RFC 6598 and RFC 4193.
std::vector<std::string> expand_ranges(const std::vector<std::string>& ranges);

// IPv4 or IPv6, without a prefix.
bool is_address(std::string_view host);

// Every address, but not those of the link, where clouds serve credentials to whoever asks.
Endpoint any_address();

Endpoint peer_endpoint(std::string name_space, std::map<std::string, std::string> labels);
Endpoint workload_endpoint(std::uint32_t workload);

}  // namespace portolan::wiring
