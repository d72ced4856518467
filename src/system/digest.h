#pragma once

#include <string>
#include <string_view>

namespace portolan::system {

// SHA-256 in lower-case hexadecimal (FIPS 180-4), 64 characters.
std::string sha256_hex(std::string_view bytes);

// As bytes: SHA-256 and SHA-1, HMAC of RFC 2104, PBKDF2 of RFC 8018 with one block.
std::string sha256(std::string_view bytes);
std::string sha1(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string pbkdf2_sha256(std::string_view password, std::string_view salt, int rounds);

}  // namespace portolan::system
