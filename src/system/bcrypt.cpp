#include "system/bcrypt.h"

#include <crypt.h>
#include <string.h>

#include <array>
#include <memory>

#include "system/digest.h"
#include "system/private_memory.h"

namespace portolan::system {

std::string bcrypt(std::string_view password, std::string_view salt, unsigned cost) {
  // 32 KiB of state that knew the password.
  const auto state = std::make_unique<crypt_data>();
  std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
  const std::string bytes = sha256_hex(salt);
  std::string plain(password);
  std::string result;
  if (crypt_gensalt_rn("$2a$", cost, bytes.data(), 16, setting.data(), static_cast<int>(setting.size())) != nullptr) {
    const char* hash = crypt_rn(plain.c_str(), setting.data(), state.get(), sizeof(crypt_data));
    if (hash != nullptr) result = hash;
  }
  explicit_bzero(state.get(), sizeof(crypt_data));
  clear(plain);
  return result;
}

}  // namespace portolan::system
