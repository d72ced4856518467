#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portolan::picture {

enum class Weight : std::uint8_t { regular, bold };

// Pixels that a line of text takes at most in the fonts a picture asks for. They are those of the widest of these fonts, so
// that text stays inside its box whichever of them a viewer has.
std::int32_t text_width(std::string_view text, std::int32_t size, Weight weight = Weight::regular);

// The text, or as much of it as fits in front of an ellipsis.
std::string fitted(std::string_view text, std::int32_t room, std::int32_t size, Weight weight = Weight::regular);

}  // namespace portolan::picture
