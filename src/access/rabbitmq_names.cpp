#include "access/rabbitmq_names.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::access {

std::string escaped(std::string_view name) {
  constexpr std::string_view special = "\\^$.|?*+()[]{}#";
  std::string result;
  for (const char c : name) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string routing_key(std::string_view key) {
  std::string result;
  for (std::size_t begin = 0; begin <= key.size();) {
    std::size_t end = key.find('.', begin);
    if (end == std::string_view::npos) end = key.size();
    const std::string_view word = key.substr(begin, end - begin);
    if (word == "#") {
      // Any number of words, none included: then the dot beside it goes too.
      if (begin == 0 && end == key.size()) return ".*";
      if (begin == 0) {
        result += "(.*\\.)?";
        begin = end + 1;
        continue;
      }
      result.resize(result.size() - 2);
      result += end == key.size() ? "(\\..*)?" : "(\\..*)?\\.";
    } else {
      result += word == "*" ? std::string("[^.]*") : escaped(word);
      if (end != key.size()) result += "\\.";
    }
    begin = end + 1;
  }
  return result;
}

std::string anchored(std::vector<std::string> alternatives) {
  if (alternatives.empty()) return "^$";
  if (std::ranges::find(alternatives, ".*") != alternatives.end()) return ".*";
  std::ranges::sort(alternatives);
  alternatives.erase(std::ranges::unique(alternatives).begin(), alternatives.end());
  std::string result;
  for (const std::string& one : alternatives) result += fmt::format("{}{}", result.empty() ? "" : "|", one);
  return fmt::format("^({})\\z", result);
}

}  // namespace portolan::access
