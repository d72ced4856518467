#pragma once

#include <string>
#include <string_view>

namespace portolan::cli {

struct CodePageStyle {
  bool color = false;
  unsigned width = 0;  // of the terminal; 0: lines may be of any length
};

// The page of a code, docs/diagnostics/CODE.md, for a person at a terminal: the marks of Markdown and what tools/check_pages.py
// reads from comments are left out, examples are indented.
std::string to_text(std::string_view page, const CodePageStyle& style);

}  // namespace portolan::cli
