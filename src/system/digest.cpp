#include "system/digest.h"

// The functions below are deprecated in favour of EVP_Digest, which loads providers first: 1.4 to 2.8 ms before the first byte is
// hashed, against 3 µs (docs/decisions/sha256.md).
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>

#include "text/hexadecimal.h"

namespace portolan::system {

namespace {

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

std::string_view text_of(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

Digest digest_of(std::string_view bytes) {
  SHA256_CTX context;
  Digest digest;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  return digest;
}

// One key for many texts: the two blocks that depend on the key alone are hashed once.
class Hmac {
 public:
  explicit Hmac(std::string_view key) {
    std::array<unsigned char, SHA256_CBLOCK> inner{}, outer{};
    Digest hashed;
    if (key.size() > inner.size()) {
      hashed = digest_of(key);
      key = text_of(hashed);
    }
    for (std::size_t i = 0; i < inner.size(); ++i) {
      const auto byte = static_cast<unsigned char>(i < key.size() ? key[i] : 0);
      inner[i] = byte ^ 0x36;
      outer[i] = byte ^ 0x5C;
    }
    SHA256_Init(&inner_);
    SHA256_Update(&inner_, inner.data(), inner.size());
    SHA256_Init(&outer_);
    SHA256_Update(&outer_, outer.data(), outer.size());
  }
  [[nodiscard]] Digest of(std::string_view text) const {
    Digest digest;
    SHA256_CTX context = inner_;
    SHA256_Update(&context, text.data(), text.size());
    SHA256_Final(digest.data(), &context);
    context = outer_;
    SHA256_Update(&context, digest.data(), digest.size());
    SHA256_Final(digest.data(), &context);
    return digest;
  }

 private:
  SHA256_CTX inner_{}, outer_{};
};

}  // namespace

std::string sha256(std::string_view bytes) { return std::string(text_of(digest_of(bytes))); }

std::string sha1(std::string_view bytes) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
  SHA1(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) { return std::string(text_of(Hmac(key).of(bytes))); }

std::string pbkdf2_sha256(std::string_view password, std::string_view salt, int rounds) {
  const Hmac hmac(password);
  Digest last = hmac.of(std::string(salt) + std::string("\0\0\0\1", 4));
  Digest result = last;
  for (int round = 1; round < rounds; ++round) {
    last = hmac.of(text_of(last));
    for (std::size_t i = 0; i < result.size(); ++i) result[i] ^= last[i];
  }
  return std::string(text_of(result));
}

std::string sha256_hex(std::string_view bytes) { return text::hexadecimal(text_of(digest_of(bytes))); }

}  // namespace portolan::system
