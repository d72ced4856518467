#pragma once

#include <span>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace portolan::diagnostics {

// SARIF 2.1.0 with every rule of the table; questions are results of level "warning" where they block and "note" where they do not.
void render_sarif(std::span<const Diagnostic> diagnostics, const text::Sources& sources, std::string_view version, std::string& out);

}  // namespace portolan::diagnostics
