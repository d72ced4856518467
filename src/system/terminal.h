#pragma once

#include <optional>
#include <string_view>

namespace portolan::system {

enum class ColorWish { automatic, always, never };  // --color

// "auto", "always", "never".
std::optional<ColorWish> color_wish(std::string_view word);

struct Terminal {
  bool is_terminal = false;
  bool color = false;
  bool unicode = true;
  unsigned width = 80;  // columns; of a pipe: unlimited
};

// What the other end of a descriptor shows. Colours: --color first, then NO_COLOR (not empty), then a terminal whose TERM is not
// "dumb". The width is the window's, then COLUMNS.
Terminal terminal(int descriptor, ColorWish wish);

}  // namespace portolan::system
