#pragma once

#include <string>
#include <string_view>

namespace portolan::text {

// RFC 4648, with padding, on one line: what binaryData of a ConfigMap holds.
std::string base64(std::string_view bytes);

}  // namespace portolan::text
