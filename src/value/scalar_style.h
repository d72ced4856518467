#pragma once

#include <string>
#include <string_view>

namespace portolan::value {

// How a text can be written so that every reader of YAML 1.1 and of YAML 1.2 gets the same characters back.
enum class ScalarStyle { plain, quoted, literal };

// The first of plain and literal that carries the text, else quoted. Only texts with a line end are literal.
ScalarStyle scalar_style(std::string_view text);

// Whether some reader takes the plain word for a number, a boolean, null, a date or a merge key.
bool resolves_to_something_else(std::string_view word);

// In double quotes with escapes that JSON and YAML share. Control characters and line separators beyond ASCII are escaped too.
void append_quoted(std::string& out, std::string_view text);

}  // namespace portolan::value
