#pragma once

#include <span>
#include <string_view>

#include "diagnostics/diagnostic.h"

// The table of everything that can be said: codes.tsv, compiled in together with the pages of docs/diagnostics.

namespace portolan::diagnostics {

struct CodeRow {
  std::string_view code;  // "P0103"
  Severity severity = Severity::error;
  std::string_view slug;   // "tab-as-indentation": the name of the rule in SARIF
  std::string_view title;  // one line
  std::string_view page;   // docs/diagnostics/CODE.md, Markdown; empty where there is none
};

// Sorted by code.
std::span<const CodeRow> all_codes();

// nullptr where there is no such code. Case does not matter.
const CodeRow* find_code(std::string_view code);

}  // namespace portolan::diagnostics
