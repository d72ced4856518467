#pragma once

#include "chart/file_scope.h"

namespace portolan::chart {

// Says which of the keys that every chart has are missing from its root file.
void require_root_keys(const FileScope& root, const text::Sources& sources, diagnostics::Sink& sink);

}  // namespace portolan::chart
