#include <algorithm>
#include <tuple>

#include "diagnostics/diagnostic.h"

namespace portolan::diagnostics {

namespace {

auto rank(const Diagnostic& diagnostic) {
  return std::tie(diagnostic.span.file, diagnostic.span.begin, diagnostic.code, diagnostic.message, diagnostic.span.end);
}

bool same(const Note& left, const Note& right) { return left.span == right.span && left.message == right.message; }

bool repeats(const Diagnostic& left, const Diagnostic& right) {
  return rank(left) == rank(right) && left.severity == right.severity && left.blocking == right.blocking && left.about == right.about &&
         std::ranges::equal(left.notes, right.notes, same);
}

}  // namespace

void Sink::add(Diagnostic diagnostic) {
  errors_ += diagnostic.severity == Severity::error;
  blocking_questions_ += diagnostic.severity == Severity::question && diagnostic.blocking;
  diagnostics_.push_back(std::move(diagnostic));
}

std::size_t Sink::count(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count(diagnostics_, severity, &Diagnostic::severity));
}

void Sink::sort_and_unify() {
  std::ranges::stable_sort(diagnostics_, [](const Diagnostic& left, const Diagnostic& right) {
    if (rank(left) != rank(right)) return rank(left) < rank(right);
    return std::ranges::lexicographical_compare(left.notes, right.notes, [](const Note& a, const Note& b) {
      return std::tie(a.span.file, a.span.begin, a.message) < std::tie(b.span.file, b.span.begin, b.message);
    });
  });
  const auto rest = std::ranges::unique(diagnostics_, repeats);
  diagnostics_.erase(rest.begin(), rest.end());
  errors_ = count(Severity::error);
  blocking_questions_ = static_cast<std::size_t>(std::ranges::count_if(
      diagnostics_, [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::question && diagnostic.blocking; }));
}

}  // namespace portolan::diagnostics
