#include "access/redis_names.h"

#include <algorithm>

#include <fmt/core.h>

#include "access/renderers.h"

namespace portolan::access {

std::string glob_of_name(std::string_view name) {
  const bool prefix = is_family(name);
  if (prefix) name.remove_suffix(1);
  std::string result;
  for (const char c : name) {
    if (c == '*' || c == '?' || c == '[')
      result += fmt::format("[{}]", c);
    else if (c == '\\')
      result += "\\\\";
    else
      result += c;
  }
  if (prefix) result += '*';
  return result;
}

std::string rule_text(std::string_view rule) {
  constexpr std::string_view special = "()\"'\\";
  if (rule.find_first_of(special) == std::string_view::npos) return std::string(rule);
  std::string result = "\"";
  for (const char c : rule) {
    if (special.find(c) != std::string_view::npos)
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      result += c;
  }
  return result + '"';
}

bool fits_acl(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](const char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F;
  });
}

}  // namespace portolan::access
