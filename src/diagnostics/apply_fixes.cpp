#include "diagnostics/apply_fixes.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace portolan::diagnostics {

namespace {

// The accepted edits of one file by their first byte.
using Edits = std::map<std::uint32_t, const Edit*>;

bool same(const Edit& left, const Edit& right) { return left.span == right.span && left.replacement == right.replacement; }

// Two insertions at one place, and an insertion at either end of a replaced range, are in each other's way too: which comes first
// would be a guess.
bool touches(const Edit& left, const Edit& right) {
  if (left.span.begin == left.span.end || right.span.begin == right.span.end)
    return left.span.begin <= right.span.end && right.span.begin <= left.span.end;
  return left.span.begin < right.span.end && right.span.begin < left.span.end;
}

enum class Fit { free, repeated, blocked };

Fit fit(const Edits& accepted, const Edit& edit) {
  auto next = accepted.lower_bound(edit.span.begin);
  if (next != accepted.end() && same(*next->second, edit)) return Fit::repeated;
  if (next != accepted.end() && touches(*next->second, edit)) return Fit::blocked;
  if (next != accepted.begin() && touches(*std::prev(next)->second, edit)) return Fit::blocked;
  return Fit::free;
}

}  // namespace

Fixed apply_fixes(std::span<const Diagnostic> diagnostics, const text::Sources& sources) {
  Fixed result;
  std::map<std::uint32_t, Edits> accepted;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.fix) continue;
    const std::vector<Edit>& edits = diagnostic.fix->edits;
    std::size_t free = 0, repeated = 0;
    for (const Edit& edit : edits) {
      const bool known = edit.span.known() && edit.span.file < sources.size();
      const Fit found = known ? fit(accepted[edit.span.file], edit) : Fit::blocked;
      free += found == Fit::free;
      repeated += found == Fit::repeated;
    }
    if (repeated == edits.size()) continue;
    if (free + repeated != edits.size()) {
      ++result.left;
      continue;
    }
    for (const Edit& edit : edits) accepted[edit.span.file].emplace(edit.span.begin, &edit);
    ++result.applied;
  }
  for (const auto& [file, edits] : accepted) {
    if (edits.empty()) continue;
    std::string& text = result.texts[file];
    const std::string_view content = sources.file(file).content();
    std::size_t copied = 0;
    for (const auto& [begin, edit] : edits) {
      text += content.substr(copied, begin - copied);
      text += edit->replacement;
      copied = edit->span.end;
    }
    text += content.substr(copied);
  }
  return result;
}

}  // namespace portolan::diagnostics
