#include "diagnostics/screen_text.h"

#include <algorithm>

#include "text/utf8.h"

namespace portolan::diagnostics {

namespace {

constexpr unsigned tab_width = 4;

bool hides_or_moves(char32_t code_point) {
  if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) return true;
  if (code_point == 0xFEFF || (code_point >= 0x200B && code_point <= 0x200F) || (code_point >= 0x202A && code_point <= 0x202E)) return true;
  return (code_point >= 0x2060 && code_point <= 0x2069) || code_point == 0x2028 || code_point == 0x2029;
}

std::string_view replacement(bool unicode) { return unicode ? "\uFFFD" : "?"; }

}  // namespace

ScreenLine::ScreenLine(std::string_view line, bool unicode) : unicode_(unicode) {
  unsigned column = 0;
  columns_.reserve(line.size() + 1);
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded character = text::decode(line, at);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    std::string shown;
    unsigned width = 1;
    if (line[at] == '\t') {
      shown.assign(tab_width, ' ');
      width = tab_width;
    } else if (character.length == 0 || hides_or_moves(character.code_point)) {
      shown = replacement(unicode);
    } else {
      shown = line.substr(at, length);
      width = text::display_width(character.code_point);
    }
    pieces_.push_back({column, std::move(shown)});
    columns_.insert(columns_.end(), length, column);
    column += width;
    at += length;
  }
  columns_.push_back(column);
}

unsigned ScreenLine::column(std::size_t offset) const { return columns_[std::min(offset, columns_.size() - 1)]; }

std::string ScreenLine::part(unsigned from, unsigned to) const {
  const std::string_view mark = unicode_ ? "…" : "~";
  std::string out;
  unsigned reached = from;
  for (const Piece& piece : pieces_) {
    if (piece.column < from || piece.column >= to) continue;
    const bool first = from > 0 && out.empty();
    const bool last = to < width() && piece.column + 1 >= to;
    if (piece.column > reached) out.append(piece.column - reached, ' ');
    out += first || last ? std::string(mark) : piece.text;
    reached = piece.column + (first || last ? 1 : text::display_width(piece.text));
  }
  return out;
}

std::string printable(std::string_view text, bool unicode) {
  const bool clean = std::ranges::all_of(text, [](char byte) { return byte >= 0x20 && byte < 0x7F; });
  if (clean) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded character = text::decode(text, at);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    const bool keep = text[at] == '\n' || (character.length != 0 && !hides_or_moves(character.code_point));
    out += keep ? text.substr(at, length) : replacement(unicode);
    at += length;
  }
  return out;
}

}  // namespace portolan::diagnostics
