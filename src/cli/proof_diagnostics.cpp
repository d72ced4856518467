#include "cli/proof_diagnostics.h"

namespace portolan::cli {

namespace {

std::string_view code_of(proof::Difference::Kind kind) {
  using Kind = proof::Difference::Kind;
  switch (kind) {
    case Kind::open: return "P0601";
    case Kind::half_open: return "P0602";
    case Kind::refused: return "P0603";
    case Kind::not_held: return "P0604";
    case Kind::service: return "P0605";
    case Kind::selection: return "P0606";
    case Kind::account: return "P0607";
    case Kind::missing: return "P0608";
    case Kind::unreadable: return "P0609";
  }
  return "P0601";
}

std::string_view code_of(proof::Disagreement::Kind kind) {
  using Kind = proof::Disagreement::Kind;
  switch (kind) {
    case Kind::nobody_there: return "P0611";
    case Kind::not_invited: return "P0612";
    case Kind::other_port: return "P0613";
    case Kind::not_called: return "P0614";
    case Kind::made_twice: return "P0615";
    case Kind::open: return "P0601";
    case Kind::refused: return "P0603";
  }
  return "P0601";
}

}  // namespace

void add_differences(const proof::Report& report, diagnostics::Sink& sink) {
  for (const proof::Difference& difference : report.differences) {
    diagnostics::Diagnostic diagnostic;
    diagnostic.code = code_of(difference.kind);
    diagnostic.span = difference.place;
    diagnostic.message = proof::describe_difference(difference);
    if (report.cut && &difference == &report.differences.back())
      diagnostic.notes.push_back({{}, "there are more differences than are listed"});
    sink.add(std::move(diagnostic));
  }
}

void add_disagreements(const proof::Agreement& agreement, diagnostics::Sink& sink) {
  for (const proof::Disagreement& one : agreement.disagreements)
    sink.add({.code = code_of(one.kind),
              .severity = one.kind == proof::Disagreement::Kind::not_called ? diagnostics::Severity::warning : diagnostics::Severity::error,
              .span = one.place,
              .message = one.sentence,
              .hint = one.hint});
}

void add_residuals(const proof::Report& report, diagnostics::Sink& sink) {
  for (const proof::Residual& residual : report.residuals) {
    diagnostics::Diagnostic diagnostic;
    diagnostic.code = "P0610";
    diagnostic.severity = diagnostics::Severity::note;
    diagnostic.span = residual.place;
    diagnostic.message = residual.sentence;
    sink.add(std::move(diagnostic));
  }
}

}  // namespace portolan::cli
