#include "access/nats_subjects.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::access {

namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > ' ' && byte != 0x7F;
}

// The word in front, and the rest behind its dot.
std::string_view take_word(std::string_view& text) {
  const std::size_t dot = text.find('.');
  const std::string_view word = text.substr(0, dot);
  text = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  return word;
}

}  // namespace

bool is_subject_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return is_plain(c) && c != '.' && c != '*' && c != '>'; });
}

bool is_stream_name(std::string_view text) { return is_subject_word(text) && text.find_first_of("/\\") == std::string_view::npos; }

bool is_subject(std::string_view text) {
  if (text.empty() || text.starts_with('$') || text.starts_with("_INBOX") || text.ends_with('.')) return false;
  while (!text.empty()) {
    const std::string_view word = take_word(text);
    if (word == ">") return text.empty();
    if (word != "*" && !is_subject_word(word)) return false;
  }
  return true;
}

std::optional<std::string> subject_of_name(std::string_view name) {
  const bool family = name.ends_with(".*");
  if (family) name.remove_suffix(2);
  if (!is_subject(name) || name.find_first_of("*>") != std::string_view::npos) return std::nullopt;
  return family ? fmt::format("{}.>", name) : std::string(name);
}

bool covers(std::string_view wide, std::string_view narrow) {
  while (!wide.empty() && !narrow.empty()) {
    const std::string_view of_wide = take_word(wide), of_narrow = take_word(narrow);
    if (of_wide == ">") return true;
    if (of_narrow == ">") return false;
    if (of_wide != "*" && of_wide != of_narrow) return false;
  }
  return wide.empty() && narrow.empty();
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      result += fmt::format("\\{}", c);
    else if (is_plain(c) || c == ' ')
      result += c;
    else
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return result + '"';
}

}  // namespace portolan::access
