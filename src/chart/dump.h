#pragma once

#include <string>

#include "chart/chart.h"

namespace portolan::chart {

// The chart as JSON (`portolan dump chart`): what was declared once files are joined and environment, defaults and templates applied;
// references as written, places as "file:line". Values of secrets are not in a chart and so never here.
std::string dump(const Chart& chart, const text::Sources& sources);

}  // namespace portolan::chart
