#pragma once

#include "chart/load.h"
#include "diagnostics/diagnostic.h"
#include "wiring/wiring.h"

namespace portolan::wiring {

// Resolves every link of the chart. What is wrong across services (unknown targets, ambiguous ports, missing links, cycles
// of orders, names that clash) and every open question goes to `sink`; the result is whole where it can be.
// `files` of services are read here, beside the chart.
Wiring wire(const chart::Chart& chart, const chart::Ground& ground, diagnostics::Sink& sink);

}  // namespace portolan::wiring
