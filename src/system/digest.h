#pragma once

#include <string>
#include <string_view>

namespace portolan::system {

// SHA-256 in lower-case hexadecimal (FIPS 180-4), 64 characters.
std::string sha256_hex(std::string_view bytes);

}  // namespace portolan::system
