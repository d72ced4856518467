#include "text/base64.h"

#include <algorithm>
#include <cstdint>

namespace portolan::text {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t present = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < present ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) text += k <= present ? alphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  unsigned have = 0, padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos || padding != 0) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(digit);
    if (++have == 4) {
      for (const unsigned shift : {16u, 8u, 0u}) bytes += static_cast<char>(group >> shift & 0xFF);
      group = have = 0;
    }
  }
  if (have == 0 && padding == 0) return bytes;
  // What is left must be two or three digits that end on a byte.
  if (have < 2 || have + padding != 4) return std::nullopt;
  const unsigned spare = have == 2 ? 4 : 2;
  if ((group & ((1u << spare) - 1)) != 0) return std::nullopt;
  group >>= spare;
  for (unsigned left = have - 1; left-- > 0;) bytes += static_cast<char>(group >> (8 * left) & 0xFF);
  return bytes;
}

}  // namespace portolan::text
