#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace portolan::text {

struct Decoded {
  char32_t code_point = 0;
  std::size_t length = 0;  // bytes; 0 where they are not UTF-8 (or there are none left)
};

// The code point that begins at `offset`. Overlong forms, surrogates and values beyond U+10FFFF are not UTF-8.
Decoded decode(std::string_view bytes, std::size_t offset = 0);

void append_code_point(std::string& out, char32_t code_point);

// Offset of the first byte that is not part of well-formed UTF-8.
std::optional<std::size_t> find_invalid_utf8(std::string_view bytes);

// A byte that continues nothing counts as one.
std::size_t count_code_points(std::string_view bytes);

// Columns that a terminal gives the character: 0 for combining marks, 2 for East Asian wide ones and emoji, else 1.
unsigned display_width(char32_t code_point);
unsigned display_width(std::string_view bytes);

}  // namespace portolan::text
