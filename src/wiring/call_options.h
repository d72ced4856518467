#pragma once

#include <string_view>

#include "wiring/draft.h"

// Options of a call, from the three places that may say them.

namespace portolan::wiring {

// What the callee says of one of its ports for every caller.
const chart::Call& port_options(const Named& callee, std::string_view port);

// The link's options, under them the port's, under those the mesh's; empty where nobody says any.
value::Sparse<CallOptions> call_options(const chart::Call& link, const chart::Call& port, const chart::Call& mesh);

}  // namespace portolan::wiring
