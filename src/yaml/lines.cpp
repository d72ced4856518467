#include "yaml/lines.h"

#include <algorithm>

#include "yaml/scalar_text.h"

namespace portolan::yaml {

std::size_t line_begin(std::string_view content, std::size_t at) {
  at = std::min(at, content.size());
  while (at > 0 && content[at - 1] != '\n') --at;
  return at;
}

std::size_t line_end(std::string_view content, std::size_t at) {
  std::size_t end = std::min(content.find('\n', at), content.size());
  if (end > at && content[end - 1] == '\r') --end;
  return end;
}

std::size_t first_visible(std::string_view content, std::size_t at) {
  at = line_begin(content, at);
  while (at < content.size() && content[at] == ' ') ++at;
  return at;
}

std::size_t indentation(std::string_view content, std::size_t at) { return first_visible(content, at) - line_begin(content, at); }

std::size_t value_end(std::string_view content, std::size_t at, bool flow) {
  const std::size_t last = line_end(content, at);
  std::size_t end = at;
  while (end < last) {
    if (content.substr(end).starts_with("${")) {
      const std::size_t close = content.find('}', end);
      end = close < last ? close + 1 : last;
      continue;
    }
    const char character = content[end];
    if (character == '#' && end > at && (content[end - 1] == ' ' || content[end - 1] == '\t')) break;
    if (flow && (character == ',' || character == ']' || character == '}')) break;
    ++end;
  }
  while (end > at && (content[end - 1] == ' ' || content[end - 1] == '\t')) --end;
  return end;
}

bool inside_brackets(std::string_view content, std::size_t at) {
  int open = 0;
  for (std::size_t place = line_begin(content, at); place < at; ++place) {
    open += content[place] == '{' || content[place] == '[';
    open -= content[place] == '}' || content[place] == ']';
  }
  return open > 0;
}

std::string quoted(std::string_view text) {
  const bool single = std::ranges::none_of(
      text, [](char character) { return character == '\'' || (character >= 0 && character < 32) || character == 127; });
  return write_scalar(text, single ? Style::single_quoted : Style::double_quoted, Place::block);
}

}  // namespace portolan::yaml
