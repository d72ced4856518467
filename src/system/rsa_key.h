#pragma once

#include <string>
#include <string_view>

#include "system/files.h"

namespace portolan::system {

struct RsaKey {
  std::string private_key, public_key;  // PEM: PKCS #8 (RFC 5958), SubjectPublicKeyInfo (RFC 5280)
};

// 3072 bits.
Result<RsaKey> make_rsa_key();
// The public half of a PKCS #8 key in PEM.
Result<std::string> rsa_public_key(std::string_view private_key);

}  // namespace portolan::system
