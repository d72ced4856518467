#include "system/rsa_key.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <memory>

#include "system/failure.h"

namespace portolan::system {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

constexpr std::size_t bits = 3072;

std::string content(BIO* memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

// Whoever runs this is not asked for a phrase in the middle of it.
int no_phrase(char*, int, int, void*) { return -1; }

Result<std::string> public_half(EVP_PKEY* key) {
  const Memory out(BIO_new(BIO_s_secmem()), BIO_free_all);
  if (!out || PEM_write_bio_PUBKEY(out.get(), key) != 1) return fail(Trouble::other, "cannot write a public key");
  return content(out.get());
}

}  // namespace

Result<RsaKey> make_rsa_key() {
  const Key key(EVP_RSA_gen(bits), EVP_PKEY_free);
  if (!key) return fail(Trouble::other, "cannot make an RSA key");
  const Memory out(BIO_new(BIO_s_secmem()), BIO_free_all);
  if (!out || PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return fail(Trouble::other, "cannot write an RSA key");
  auto other = public_half(key.get());
  if (!other) return tl::unexpected(other.error());
  return RsaKey{content(out.get()), std::move(*other)};
}

Result<std::string> rsa_public_key(std::string_view private_key) {
  const Memory in(BIO_new_mem_buf(private_key.data(), static_cast<int>(private_key.size())), BIO_free_all);
  const Key key(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, no_phrase, nullptr) : nullptr, EVP_PKEY_free);
  if (!key) return fail(Trouble::other, "it is no private key in PEM without a pass phrase");
  return public_half(key.get());
}

}  // namespace portolan::system
