#pragma once

#include <cstdint>
#include <string_view>

#include "diagnostics/diagnostic.h"
#include "yaml/events.h"

namespace portolan::yaml {

// The scanner's reason for giving up, in words that name the mistake behind it, with both places and, where there is an
// obvious one, a fix.
diagnostics::Diagnostic describe(const SyntaxError& error, std::string_view content, std::uint32_t file);

}  // namespace portolan::yaml
