#include "access/sql_names.h"

#include <algorithm>

namespace portolan::access {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Takes one name from the front, and the dot behind it.
std::string take_name(std::string_view& rest, bool to_the_end) {
  std::string result;
  if (rest.starts_with('"') && rest.find('"', 1) != std::string_view::npos) {
    std::size_t i = 1;
    for (; i < rest.size(); ++i) {
      if (rest[i] == '"') {
        if (i + 1 >= rest.size() || rest[i + 1] != '"') break;
        ++i;
      }
      result += rest[i];
    }
    rest.remove_prefix(std::min(i + 1, rest.size()));
  } else {
    const std::size_t end = to_the_end ? rest.size() : std::min(rest.find('.'), rest.size());
    result = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  if (rest.starts_with('.')) rest.remove_prefix(1);
  return result;
}

}  // namespace

std::string postgres_literal(std::string_view text) {
  const bool escaped = text.find('\\') != std::string_view::npos;
  std::string result = escaped ? "E'" : "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += c;
    result += c;
  }
  return result + '\'';
}

TableName table_name(std::string_view said) {
  std::string_view rest = said;
  std::string first = take_name(rest, false);
  if (rest.empty()) return {{}, std::move(first)};
  return {std::move(first), take_name(rest, true)};
}

std::vector<std::string> databases_of(const wiring::Wiring& wiring, const wiring::Link& link) {
  if (!link.part.empty()) return {link.part};
  std::vector<std::string> result;
  for (const wiring::Part& part : wiring.parties[link.to].parts) result.push_back(part.name);
  return result;
}

std::string upper(std::string_view words) {
  std::string result;
  for (const char c : words) {
    if (!is_letter(c) && c != ' ' && c != ',') return std::string(words);
    result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return result;
}

bool fits_grant(std::string_view words) {
  bool quoted = false;
  std::string word;
  const auto ends = [&word] {
    const std::string known = upper(word);
    word.clear();
    return known == "TO" || known == "WITH" || known == "GRANTED" || known == "IDENTIFIED" || known == "REQUIRE";
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    if (static_cast<unsigned char>(c) < ' ' || c == ';' || c == '\'' || c == '\\' || c == '$' || c == '#') return false;
    if (words.substr(i).starts_with("--") || words.substr(i).starts_with("/*")) return false;
    if (c == '"' || c == '`') {
      quoted = !quoted;
      if (ends()) return false;
    } else if (!quoted && is_letter(c)) {
      word += c;
    } else if (ends()) {
      return false;
    }
  }
  return !words.empty() && !quoted && !ends();
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](const char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace portolan::access
