#pragma once

#include <string>

#include "chart/chart.h"
#include "wiring/party.h"

// Stores and brokers as parties: the catalogue's knowledge with the chart's words over it.

namespace portolan::wiring {

// All but name, owner, ports and place.
Party server_party(const chart::Server& server);

// `image` of the chart, or the catalogue's with the version as its tag.
std::string server_image(const chart::Server& server);

// Whether pods of ours run it: it is not external and no shared directory.
bool runs_pods(const chart::Server& server);

}  // namespace portolan::wiring
