#pragma once

#include <filesystem>

#include "cli/session.h"

namespace portolan::cli {

// Applies every fix that the chart's mistakes offer, reading it again until none is left, and writes the files that changed. Says
// what it did. ExitCode::done also where there was nothing to fix.
ExitCode fix_chart(Session& session, const std::filesystem::path& file);

}  // namespace portolan::cli
