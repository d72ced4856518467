#include "system/password_hash.h"

#include <array>
#include <cstdint>

#include <fmt/core.h>

#include "system/digest.h"
#include "text/base64.h"
#include "text/hexadecimal.h"

namespace portolan::system {

namespace {

constexpr int scram_rounds = 4096;  // PostgreSQL's own
constexpr int crypt_rounds = 5000;  // MySQL's own; "005" in the text counts thousands

std::string derived_salt(std::string_view purpose, std::string_view user, std::string_view password, std::size_t length) {
  return hmac_sha256(password, fmt::format("{}\n{}", purpose, user)).substr(0, length);
}

// The first `length` bytes of the digest over and over.
std::string repeated(std::string_view digest, std::size_t length) {
  std::string result;
  while (result.size() < length) result += digest;
  result.resize(length);
  return result;
}

// Six bits a character, lowest first, of three bytes highest first.
void crypt_base64(std::string& out, unsigned a, unsigned b, unsigned c, int characters) {
  constexpr std::string_view alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::uint32_t word = (a << 16) | (b << 8) | c;
  for (; characters > 0; --characters, word >>= 6) out += alphabet[word & 63];
}

// SHA-256 crypt as U. Drepper describes it ("Unix crypt using SHA-256 and SHA-512"), with a salt of 20 bytes.
std::string sha256_crypt(std::string_view password, std::string_view salt) {
  const std::string b = sha256(fmt::format("{}{}{}", password, salt, password));
  std::string first = fmt::format("{}{}{}", password, salt, repeated(b, password.size()));
  for (std::size_t length = password.size(); length > 0; length >>= 1) first += (length & 1) != 0 ? std::string_view(b) : password;
  std::string a = sha256(first);
  std::string many;
  for (std::size_t i = 0; i < password.size(); ++i) many += password;
  const std::string p = repeated(sha256(many), password.size());
  many.clear();
  for (unsigned i = 0; i < 16U + static_cast<unsigned char>(a[0]); ++i) many += salt;
  const std::string s = repeated(sha256(many), salt.size());
  for (int round = 0; round < crypt_rounds; ++round) {
    std::string text((round & 1) != 0 ? p : a);
    if (round % 3 != 0) text += s;
    if (round % 7 != 0) text += p;
    text += (round & 1) != 0 ? a : p;
    a = sha256(text);
  }
  const auto byte = [&a](unsigned at) { return static_cast<unsigned char>(a[at]); };
  std::string out;
  for (unsigned i = 0; i < 10; ++i) {
    const unsigned x = i, y = i + 10, z = i + 20;
    const std::array<unsigned, 3> order = i % 3 == 0 ? std::array{x, y, z} : i % 3 == 1 ? std::array{z, x, y} : std::array{y, z, x};
    crypt_base64(out, byte(order[0]), byte(order[1]), byte(order[2]), 4);
  }
  crypt_base64(out, 0, byte(31), byte(30), 3);
  return out;
}

}  // namespace

std::string scram_sha_256_verifier(std::string_view user, std::string_view password) {
  const std::string salt = derived_salt("scram-sha-256", user, password, 16);
  const std::string salted = pbkdf2_sha256(password, salt, scram_rounds);
  return fmt::format("SCRAM-SHA-256${}:{}${}:{}", scram_rounds, text::base64(salt), text::base64(sha256(hmac_sha256(salted, "Client Key"))),
                     text::base64(hmac_sha256(salted, "Server Key")));
}

std::string caching_sha2_hash(std::string_view user, std::string_view password) {
  // The server cuts the text at "$" and keeps seven bits of a byte.
  std::string salt = derived_salt("caching_sha2_password", user, password, 20);
  for (char& c : salt) {
    c = static_cast<char>(c & 0x7F);
    if (c == '\0' || c == '$') ++c;
  }
  return fmt::format("$A$005${}{}", salt, sha256_crypt(password, salt));
}

std::string mysql_native_hash(std::string_view password) { return "*" + text::hexadecimal(sha1(sha1(password)), text::Letters::upper); }

}  // namespace portolan::system
