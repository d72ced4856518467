#pragma once

#include <cstdint>
#include <string>

#include "text/source.h"
#include "wiring/wiring.h"

namespace portolan::picture {

enum class Format : std::uint8_t { svg, mermaid, terminal };

struct Options {
  unsigned width = 80;  // columns of the terminal
  bool color = false;   // ANSI colours in the terminal
  bool utf8 = true;     // false: the terminal shows ASCII only
};

// The application as a picture, ending in a newline. Nothing secret can be in it: it is drawn from names, ports and links alone.
std::string draw(const wiring::Wiring& wiring, const text::Sources& sources, Format format, const Options& options = {});

}  // namespace portolan::picture
