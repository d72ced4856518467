#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portolan::text {

// RFC 4648, with padding, on one line: what binaryData of a ConfigMap holds.
std::string base64(std::string_view bytes);
// The other way, line ends ignored; nothing where it is not that.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace portolan::text
