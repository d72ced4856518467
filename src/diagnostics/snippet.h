#pragma once

#include <string>
#include <string_view>

#include "diagnostics/render_text.h"

namespace portolan::diagnostics {

// Colours by what they mean; empty strings where there are none.
struct Palette {
  std::string_view strong, error, warning, question, quiet, off;
};
const Palette& palette(ColorMode mode);

// The first and the last line of a span with what is meant underlined, and `label` behind the underline. `number_width` columns are
// for line numbers. Nothing for an unknown span.
void append_snippet(text::Span span, const text::Sources& sources, std::string_view label, std::string_view color, unsigned number_width,
                    const TextStyle& style, std::string& out);

}  // namespace portolan::diagnostics
