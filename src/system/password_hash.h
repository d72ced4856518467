#pragma once

#include <string>
#include <string_view>

// Passwords as database servers keep them. Salts are derived from what they protect, so that the same account gives the same text:
// who reads one learns nothing of others, since user and password are both in it.

namespace portolan::system {

// "SCRAM-SHA-256$4096:SALT$STORED_KEY:SERVER_KEY" (RFC 5802, RFC 7677, in the form that PostgreSQL keeps). The password is taken
// byte by byte, which is what SASLprep makes of every ASCII text.
std::string scram_sha_256_verifier(std::string_view user, std::string_view password);

// "$A$005$" SALT DIGEST: the caching_sha2_password of MySQL, 5000 rounds of SHA-256 crypt.
std::string caching_sha2_hash(std::string_view user, std::string_view password);

// "*" and SHA1(SHA1(password)) in upper-case hexadecimal: mysql_native_password.
std::string mysql_native_hash(std::string_view password);

}  // namespace portolan::system
