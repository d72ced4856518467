#include "yaml/characters.h"

#include <fmt/core.h>

#include <utility>

#include "text/utf8.h"

namespace portolan::yaml {

namespace {

using diagnostics::Diagnostic;
using namespace std::string_view_literals;

std::optional<std::string_view> foreign_encoding(std::string_view content) {
  constexpr std::pair<std::string_view, std::string_view> marks[] = {
      {"\xFF\xFE\0\0"sv, "UTF-32"}, {"\0\0\xFE\xFF"sv, "UTF-32"}, {"\xFF\xFE"sv, "UTF-16"}, {"\xFE\xFF"sv, "UTF-16"}};
  for (const auto& [mark, name] : marks)
    if (content.starts_with(mark)) return name;
  // Without a mark: the first character is ASCII, so every second byte is zero.
  if (content.size() >= 4 && ((content[0] == 0) != (content[1] == 0)) && ((content[2] == 0) == (content[0] == 0)) &&
      ((content[3] == 0) == (content[1] == 0)))
    return "UTF-16";
  return std::nullopt;
}

// What YAML calls printable, and the line ends and the tab.
bool allowed(char32_t code_point) {
  if (code_point < 0x20) return code_point == '\t' || code_point == '\n' || code_point == '\r';
  if (code_point < 0x7F) return true;
  if (code_point < 0xA0) return code_point == 0x85;
  return code_point != 0xFEFF && code_point != 0xFFFE && code_point != 0xFFFF;
}

std::string_view name_of(char32_t code_point) {
  switch (code_point) {
    case 0x00: return " (NUL)";
    case 0x07: return " (bell)";
    case 0x08: return " (backspace)";
    case 0x0B: return " (vertical tab)";
    case 0x0C: return " (form feed)";
    case 0x1B: return " (escape)";
    case 0x7F: return " (delete)";
    case 0xFEFF: return " (byte order mark)";
    default: return "";
  }
}

Diagnostic invalid_byte(std::string_view content, std::uint32_t file, std::size_t at) {
  const auto byte = static_cast<unsigned char>(content[at]);
  const auto begin = static_cast<std::uint32_t>(at);
  Diagnostic diagnostic{.code = "P0101",
                        .span = {file, begin, begin + 1},
                        .message = fmt::format("byte 0x{:02X} is not UTF-8", byte),
                        .hint = "save the file as UTF-8"};
  if (byte >= 0xA0) {
    std::string latin;
    text::append_code_point(latin, byte);
    diagnostic.hint += fmt::format("; in Latin-1 this byte is `{}`", latin);
  }
  return diagnostic;
}

Diagnostic forbidden_character(std::uint32_t file, std::size_t at, text::Decoded character) {
  const text::Span span{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + character.length)};
  const auto number = static_cast<std::uint32_t>(character.code_point);
  return {.code = "P0104",
          .span = span,
          .message = fmt::format("U+{:04X}{} cannot stand in a YAML file", number, name_of(character.code_point)),
          .hint = "in double quotes it can be written as an escape",
          .fix = diagnostics::Fix{.title = "remove the character", .edits = {{span, ""}}}};
}

}  // namespace

std::optional<Diagnostic> check_characters(std::string_view content, std::uint32_t file) {
  if (const auto encoding = foreign_encoding(content))
    return Diagnostic{.code = "P0102",
                      .span = {file, 0, 0},
                      .message = fmt::format("the file is encoded as {}, not as UTF-8", *encoding),
                      .hint = "save the file as UTF-8"};
  std::size_t at = content.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < content.size()) {
    const auto byte = static_cast<unsigned char>(content[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++at;
      continue;
    }
    const text::Decoded character = text::decode(content, at);
    if (character.length == 0) return invalid_byte(content, file, at);
    if (!allowed(character.code_point)) return forbidden_character(file, at, character);
    at += character.length;
  }
  return std::nullopt;
}

}  // namespace portolan::yaml
