#pragma once

#include <string_view>

namespace portolan::wiring {

// The cluster's own API, as a name: what a flow to it means where the cluster's policies can say it without an address.
inline constexpr std::string_view api_server_host = "kubernetes.default.svc";

}  // namespace portolan::wiring
