#pragma once

#include <span>
#include <string>

#include "diagnostics/diagnostic.h"

namespace portolan::diagnostics {

// One object, stable: {"diagnostics": [{"code", "severity": "error|warning|question|note", "message", "file", "line", "column", "end_line",
// "end_column", "label", "notes": [{"message", "file", "line", "column", "end_line", "end_column"}], "hint", "fix": {"title", "edits":
// [{"file", "line", "column", "end_line", "end_column", "replacement"}]}, "to", "about", "blocking"}], "summary": {"errors", "warnings",
// "questions", "blocking_questions", "notes"}}. Lines and columns count from one, columns in code points, ends are one past the last. What
// is not known or empty is left out; "to", "about" and "blocking" belong to questions.
void render_json(std::span<const Diagnostic> diagnostics, const text::Sources& sources, std::string& out);

}  // namespace portolan::diagnostics
