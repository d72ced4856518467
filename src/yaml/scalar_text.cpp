#include "yaml/scalar_text.h"

#include <algorithm>

#include "text/utf8.h"

namespace portolan::yaml {

namespace {

bool control(char character) { return static_cast<unsigned char>(character) < 32 || character == 127; }

bool null_word(std::string_view text) { return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL"; }

bool plain_is_safe(std::string_view text, Place place) {
  if (null_word(text) || text == "<<" || text.starts_with("---") || text.starts_with("...")) return false;
  if (text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  constexpr std::string_view never_first = ",[]{}#&*!|>'\"%@`";
  if (never_first.find(text.front()) != std::string_view::npos) return false;
  const bool dash_like = text.front() == '-' || text.front() == '?' || text.front() == ':';
  if (dash_like && (text.size() == 1 || text[1] == ' ' || place == Place::flow)) return false;
  if (std::ranges::any_of(text, control)) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (place == Place::flow && text.find_first_of(",[]{}") != std::string_view::npos) return false;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded character = text::decode(text, at);
    const char32_t code_point = character.code_point;
    if (character.length == 0 || (code_point >= 0x7F && code_point < 0xA0)) return false;
    if (code_point == 0x2028 || code_point == 0x2029 || code_point == 0xFEFF) return false;
    at += character.length;
  }
  return true;
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char character : text) {
    out += character;
    if (character == '\'') out += character;
  }
  return out + '\'';
}

std::string double_quoted(std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char character : text) {
    if (character == '\n')
      out += "\\n";
    else if (character == '\t')
      out += "\\t";
    else if (character == '"' || character == '\\')
      (out += '\\') += character;
    else if (control(character)) {
      const auto byte = static_cast<unsigned char>(character);
      ((out += "\\x") += hexadecimal[byte >> 4]) += hexadecimal[byte & 15];
    } else
      out += character;
  }
  return out + '"';
}

}  // namespace

std::string write_scalar(std::string_view text, Style wanted, Place place) {
  if (wanted == Style::single_quoted && std::ranges::none_of(text, control)) return single_quoted(text);
  const bool quotes = wanted == Style::single_quoted || wanted == Style::double_quoted;
  return !quotes && plain_is_safe(text, place) ? std::string(text) : double_quoted(text);
}

std::string write_key(std::string_view key, Place place) { return write_scalar(key, Style::plain, place); }

}  // namespace portolan::yaml
