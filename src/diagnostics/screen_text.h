#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portolan::diagnostics {

// User text made fit for a terminal: tabs as spaces, and a replacement for whatever would move the cursor, change colours or
// reorder the line (control characters, escapes, direction marks), cannot be seen, or is not UTF-8.
class ScreenLine {
 public:
  ScreenLine(std::string_view line, bool unicode);

  [[nodiscard]] unsigned width() const { return columns_.back(); }
  // Column, from zero, of the byte at this offset of the line.
  [[nodiscard]] unsigned column(std::size_t offset) const;
  // The part from column `from` up to column `to`, with a mark where something was left out at an end.
  [[nodiscard]] std::string part(unsigned from, unsigned to) const;

 private:
  struct Piece {
    unsigned column;
    std::string text;
  };
  std::vector<Piece> pieces_;
  std::vector<unsigned> columns_;  // of every byte, and of the end
  bool unicode_;
};

// The same for a text between others; line ends stay.
std::string printable(std::string_view text, bool unicode);

}  // namespace portolan::diagnostics
