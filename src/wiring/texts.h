#pragma once

#include <string>
#include <string_view>

#include "wiring/workload.h"

// Building texts of literals, secrets and facts of the running pod.

namespace portolan::wiring {

void append(Text& text, std::string_view literal);
void append(Text& text, SecretRef secret);
void append(Text& text, Piece::Kind fact);
void append(Text& text, const Text& more);
[[nodiscard]] bool holds_secret(const Text& text);
// The characters where everything is literal; of the others nothing.
[[nodiscard]] std::string literals(const Text& text);

// Everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986).
[[nodiscard]] std::string percent_encoded(std::string_view characters);

}  // namespace portolan::wiring
