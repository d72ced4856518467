#include "describe/words.h"

#include <fmt/core.h>

namespace portolan::describe {

std::string counted(std::size_t number, std::string_view noun) { return counted(number, noun, std::string(noun) + "s"); }

std::string counted(std::size_t number, std::string_view noun, std::string_view plural) {
  if (number == 0) return fmt::format("no {}", noun);
  return fmt::format("{} {}", number, number == 1 ? noun : plural);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t index = 0; index != words.size(); ++index) {
    if (index != 0) out += index + 1 == words.size() ? " and " : ", ";
    out += words[index];
  }
  return out;
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

}  // namespace portolan::describe
