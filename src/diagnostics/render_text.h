#pragma once

#include <span>
#include <string>

#include "diagnostics/diagnostic.h"

namespace portolan::diagnostics {

enum class ColorMode { none, ansi };

struct TextStyle {
  ColorMode color = ColorMode::none;
  bool unicode = true;   // whether the terminal shows characters beyond ASCII
  unsigned width = 120;  // columns; longer source lines are cut around what they are shown for
};

// For people. What is wrong, in the order given (sort_and_unify first), each with its line and a caret; then the open questions,
// grouped by who can answer them and what they are about, those that block first; then one line that counts. Appends nothing where there
// is nothing to say. Nothing from a user's file reaches the terminal as a control character.
void render_text(std::span<const Diagnostic> diagnostics, const text::Sources& sources, const TextStyle& style, std::string& out);

}  // namespace portolan::diagnostics
