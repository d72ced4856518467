#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "diagnostics/diagnostic.h"

namespace portolan::diagnostics {

struct Fixed {
  std::map<std::uint32_t, std::string> texts;  // file → its new content, of the files that change
  std::size_t applied = 0;
  std::size_t left = 0;  // fixes that touch what an earlier one changes: read the new texts and try again
};

// Applies fixes in the order of the diagnostics; each whole or not at all, and of two that overlap the first. The same fix, offered
// by several diagnostics, is applied once.
Fixed apply_fixes(std::span<const Diagnostic> diagnostics, const text::Sources& sources);

}  // namespace portolan::diagnostics
