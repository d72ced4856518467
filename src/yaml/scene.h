#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"
#include "text/utf8.h"
#include "yaml/events.h"
#include "yaml/lines.h"

namespace portolan::yaml {

// The text around an error.
struct Scene {
  const SyntaxError& error;
  std::string_view content;
  std::uint32_t file;

  [[nodiscard]] text::Span span(std::size_t begin, std::size_t end) const {
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  [[nodiscard]] text::Span character(std::size_t at) const {
    return span(at, std::min(at + std::max<std::size_t>(text::decode(content, at).length, 1), content.size()));
  }
  [[nodiscard]] char at(std::size_t place) const { return place < content.size() ? content[place] : '\n'; }
  [[nodiscard]] std::string_view slice(text::Span part) const { return content.substr(part.begin, part.end - part.begin); }
  [[nodiscard]] bool first_on_line(std::size_t place) const { return first_visible(content, place) >= place; }
  // The value that begins at `begin`, up to where it most likely was meant to end.
  [[nodiscard]] text::Span value(std::size_t begin) const {
    return span(begin, value_end(content, begin, inside_brackets(content, begin)));
  }
  // The word at `place`, up to a colon, a bracket or a space.
  [[nodiscard]] text::Span word(std::size_t place) const {
    std::size_t end = place;
    while (end < content.size() && std::string_view(" \t\r\n:,[]{}").find(content[end]) == std::string_view::npos) ++end;
    return end == place ? character(place) : span(place, end);
  }
  // The line before `place` that is neither empty nor a comment; npos where there is none.
  [[nodiscard]] std::size_t line_above(std::size_t place) const {
    for (std::size_t begin = line_begin(content, place); begin > 0;) {
      begin = line_begin(content, begin - 1);
      const std::size_t first = first_visible(content, begin);
      if (first < line_end(content, begin) && content[first] != '#') return begin;
    }
    return std::string_view::npos;
  }
  // The bracket that closes the one at `open`, counting past quoted texts; npos where there is none.
  [[nodiscard]] std::size_t closing(std::size_t open) const {
    std::size_t depth = 0;
    for (std::size_t place = open; place < content.size(); ++place) {
      const char character = content[place];
      if (character == '"' || character == '\'') {
        place = content.find(character, place + 1);
        if (place == std::string_view::npos) break;
      }
      depth += character == '{' || character == '[';
      if ((character == '}' || character == ']') && --depth == 0) return place;
    }
    return std::string_view::npos;
  }
  [[nodiscard]] diagnostics::Fix quote(text::Span part) const {
    const std::string written = quoted(slice(part));
    return {.title = fmt::format("write `{}`", written), .edits = {{part, written}}};
  }
};

}  // namespace portolan::yaml
