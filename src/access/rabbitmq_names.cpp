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
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t end = std::min(key.find('.', begin), key.size());
    const std::string_view word = key.substr(begin, end - begin);
    if (word != "#" || words.empty() || words.back() != "#") words.push_back(word);
    begin = end + 1;
  }
  if (words.size() == 1 && words.front() == "#") return ".*";
  // `#` stands for no word too: then the dot beside it goes with it.
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "#") {
      result += i == 0 ? "(.*\\.)?" : "(\\..*)?";
      continue;
    }
    if (i > 1 || (i == 1 && words.front() != "#")) result += "\\.";
    result += words[i] == "*" ? std::string("[^.]*") : escaped(words[i]);
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
