#include "diagnostics/snippet.h"

#include <fmt/core.h>

#include <algorithm>

#include "diagnostics/screen_text.h"

namespace portolan::diagnostics {

namespace {

constexpr unsigned narrowest = 40;
constexpr unsigned widest = 160;

struct Window {
  unsigned from, to;
};

// A third of the free room in front of what is meant, the rest behind it.
Window window_around(unsigned begin, unsigned end, unsigned total, unsigned room) {
  if (total <= room) return {0, total};
  const unsigned meant = std::min(std::max(end - begin, 1u), room);
  const unsigned before = std::min(begin, (room - meant) / 3);
  unsigned from = begin - before;
  if (from + room > total) from = total - room;
  return {from, from + room};
}

}  // namespace

const Palette& palette(ColorMode mode) {
  static constexpr Palette colors{
      .strong = "\x1b[1m", .error = "\x1b[1;31m", .warning = "\x1b[1;33m", .question = "\x1b[1;36m", .quiet = "\x1b[2m", .off = "\x1b[0m"};
  static constexpr Palette none{};
  return mode == ColorMode::ansi ? colors : none;
}

void append_snippet(text::Span span, const text::Sources& sources, std::string_view label, std::string_view color, unsigned number_width,
                    const TextStyle& style, std::string& out) {
  if (!span.known() || span.file >= sources.size()) return;
  const Palette& colors = palette(style.color);
  const text::SourceFile& file = sources.file(span.file);
  if (file.content().empty()) return;
  const std::uint32_t first = file.position(span.begin).line;
  const std::uint32_t last = std::max(first, file.position(span.end > span.begin ? span.end - 1 : span.end).line);
  const unsigned room = std::clamp(std::min(style.width, widest) - std::min(style.width, number_width + 5), narrowest, widest);
  for (const std::uint32_t number : {first, last}) {
    const bool is_last = number == last;
    const ScreenLine line(file.line(number), style.unicode);
    const std::uint32_t line_begin = file.line_begin(number);
    const std::size_t indented = std::min(file.line(number).find_first_not_of(' '), file.line(number).size());
    const unsigned begin = number == first ? line.column(span.begin - line_begin) : line.column(indented);
    const unsigned end = std::max(is_last ? line.column(span.end - line_begin) : line.width(), begin + 1);
    const Window window = window_around(begin, end, line.width(), room);
    const unsigned underlined = std::max(std::min(end, std::max(window.to, begin + 1)) - begin, 1u);
    out += fmt::format("  {}{:>{}} |{} {}\n", colors.quiet, number, number_width, colors.off, line.part(window.from, window.to));
    out += fmt::format("  {}{:>{}} |{} {:>{}}{}{:^>{}}{}{}{}\n", colors.quiet, "", number_width, colors.off, "", begin - window.from, color,
                       "", underlined, is_last && !label.empty() ? " " : "", is_last ? printable(label, style.unicode) : "", colors.off);
    if (is_last) break;
    if (last > first + 1) out += fmt::format("  {}{:>{}} |{}\n", colors.quiet, "...", number_width, colors.off);
  }
}

}  // namespace portolan::diagnostics
