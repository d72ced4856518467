#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// Looking around in the text of a YAML file, for messages and edits that must know what stands beside a place.

namespace portolan::yaml {

// Where the line that holds `at` begins, and where it ends (the offset of its line end, "\r\n" included in the end).
std::size_t line_begin(std::string_view content, std::size_t at);
std::size_t line_end(std::string_view content, std::size_t at);

// Offset of the first character of the line that is not a space.
std::size_t first_visible(std::string_view content, std::size_t at);
std::size_t indentation(std::string_view content, std::size_t at);

// The end of the value that begins at `at` and stays on its line: before a comment, spaces at the end, or, in flow style, before
// the next ',', ']' or '}' that does not belong to a `${…}`.
std::size_t value_end(std::string_view content, std::size_t at, bool flow);

// Whether more brackets were opened than closed on the line before `at`; quotes are not looked into.
bool inside_brackets(std::string_view content, std::size_t at);

// In single quotes, or in double quotes where the text holds a single one or a control character.
std::string quoted(std::string_view text);

}  // namespace portolan::yaml
