#include "text/hexadecimal.h"

namespace portolan::text {

std::string hexadecimal(std::string_view bytes, Letters letters) {
  const std::string_view digits = letters == Letters::upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string result;
  result.reserve(2 * bytes.size());
  for (const char one : bytes) {
    const auto byte = static_cast<unsigned char>(one);
    result += digits[byte >> 4];
    result += digits[byte & 15];
  }
  return result;
}

}  // namespace portolan::text
