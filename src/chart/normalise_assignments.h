#pragma once

#include <optional>

#include "diagnostics/diagnostic.h"
#include "text/source.h"
#include "yaml/node.h"

namespace portolan::chart {

// The fix that writes a list of assignments as a map, item by item so that comments and order stay:
//   - LOG_LEVEL=info        LOG_LEVEL: "info"
// Nothing where an item is something else.
std::optional<diagnostics::Fix> assignments_as_map(const yaml::Node& list, text::Span key, const text::Sources& sources);

}  // namespace portolan::chart
