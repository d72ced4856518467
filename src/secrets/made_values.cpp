#include "secrets/made_values.h"

#include <array>

#include <fmt/core.h>

#include "system/random.h"
#include "text/hexadecimal.h"

namespace portolan::secrets {

system::Result<std::string> make_password(std::uint32_t length) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  constexpr unsigned fair = 256 / alphabet.size() * alphabet.size();  // a byte from here on would favour the first letters
  std::string result;
  result.reserve(length);
  std::array<unsigned char, 64> bytes{};
  while (result.size() < length) {
    if (auto filled = system::fill_random(bytes); !filled) return tl::unexpected(filled.error());
    for (const unsigned char byte : bytes)
      if (byte < fair && result.size() < length) result += alphabet[byte % alphabet.size()];
  }
  return result;
}

system::Result<std::string> make_uuid() {
  std::array<unsigned char, 16> bytes{};
  if (auto filled = system::fill_random(bytes); !filled) return tl::unexpected(filled.error());
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  std::string result = text::hexadecimal({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  for (const std::size_t at : {20, 16, 12, 8}) result.insert(at, 1, '-');
  return result;
}

std::string cannot_make(const system::Failure& failure) { return fmt::format("no secret can be made: {}", failure.message); }

}  // namespace portolan::secrets
