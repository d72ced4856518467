#include "cli/report.h"

#include <algorithm>

#include "diagnostics/render_text.h"

namespace portolan::cli {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Severity;

// What the chart's own text cannot be blamed for has no place in it.
bool is_one_of(const Diagnostic& diagnostic, std::initializer_list<std::string_view> codes) {
  return !diagnostic.span.known() && std::ranges::find(codes, diagnostic.code) != codes.end();
}

bool is_shown(const Diagnostic& diagnostic, Shown what) {
  switch (what) {
    case Shown::all: return true;
    case Shown::without_notes: return diagnostic.severity != Severity::note;
    case Shown::for_build: return diagnostic.severity == Severity::question ? diagnostic.blocking : diagnostic.severity != Severity::note;
    case Shown::errors: return diagnostic.severity == Severity::error;
  }
  return true;
}

}  // namespace

ExitCode exit_code_of(const diagnostics::Sink& sink) {
  if (!sink.has_errors()) return sink.has_blocking_questions() ? ExitCode::questions : ExitCode::done;
  bool only_words = true;
  for (const Diagnostic& diagnostic : sink.all()) {
    if (diagnostic.severity != Severity::error) continue;
    if (is_one_of(diagnostic, {"P0302", "P0704"})) return ExitCode::surroundings;
    if (!is_one_of(diagnostic, {"P0305", "P0317", "P0318"})) only_words = false;
  }
  return only_words ? ExitCode::usage : ExitCode::no;
}

void report(Console& console, const text::Sources& sources, const diagnostics::Sink& sink, Shown what) {
  std::vector<Diagnostic> shown;
  for (const Diagnostic& diagnostic : sink.all())
    if (is_shown(diagnostic, what)) shown.push_back(diagnostic);
  const system::Terminal terminal = console.error_terminal();
  diagnostics::TextStyle style;
  style.color = terminal.color ? diagnostics::ColorMode::ansi : diagnostics::ColorMode::none;
  style.unicode = terminal.unicode;
  if (terminal.is_terminal) style.width = terminal.width;
  std::string out;
  diagnostics::render_text(shown, sources, style, out);
  if (!out.empty()) console.err(out);
}

}  // namespace portolan::cli
