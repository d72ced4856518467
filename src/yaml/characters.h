#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace portolan::yaml {

// What can be said about a file before any scanner sees it: another encoding, bytes that are not UTF-8, characters that no
// YAML file may hold. The first such place, or nothing. A byte order mark of UTF-8 at the beginning is fine.
std::optional<diagnostics::Diagnostic> check_characters(std::string_view content, std::uint32_t file);

}  // namespace portolan::yaml
