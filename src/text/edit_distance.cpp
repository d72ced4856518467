#include "text/edit_distance.h"

#include <algorithm>
#include <vector>

namespace portolan::text {

namespace {

char lower(char character) { return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character; }

bool separates(char character) { return character == '-' || character == '_'; }

// Equal but for case and separators: readOnly, read_only and read-only.
bool same_word(std::string_view left, std::string_view right) {
  std::size_t l = 0, r = 0;
  for (;;) {
    while (l < left.size() && separates(left[l])) ++l;
    while (r < right.size() && separates(right[r])) ++r;
    if (l == left.size() || r == right.size()) return l == left.size() && r == right.size();
    if (lower(left[l++]) != lower(right[r++])) return false;
  }
}

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit) {
  while (!left.empty() && !right.empty() && left.front() == right.front()) left.remove_prefix(1), right.remove_prefix(1);
  while (!left.empty() && !right.empty() && left.back() == right.back()) left.remove_suffix(1), right.remove_suffix(1);
  const std::size_t difference = left.size() > right.size() ? left.size() - right.size() : right.size() - left.size();
  if (difference > limit) return limit + 1;

  // Three rows of the table: two above (for swaps), one above, and the one being filled.
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> cells(3 * width);
  std::size_t* before = cells.data();
  std::size_t* above = before + width;
  std::size_t* row = above + width;
  for (std::size_t r = 0; r < width; ++r) above[r] = r;
  for (std::size_t l = 1; l <= left.size(); ++l) {
    row[0] = l;
    std::size_t least = l;
    for (std::size_t r = 1; r < width; ++r) {
      const std::size_t substitution = above[r - 1] + (left[l - 1] != right[r - 1]);
      row[r] = std::min({substitution, above[r] + 1, row[r - 1] + 1});
      if (l > 1 && r > 1 && left[l - 1] == right[r - 2] && left[l - 2] == right[r - 1]) row[r] = std::min(row[r], before[r - 2] + 1);
      least = std::min(least, row[r]);
    }
    if (least > limit) return limit + 1;
    std::swap(before, above);
    std::swap(above, row);
  }
  return std::min(above[right.size()], limit + 1);
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    std::size_t distance = 0;
    if (!same_word(word, candidate)) {
      const std::size_t limit = std::max(word.size(), candidate.size()) / 3;
      distance = edit_distance(word, candidate, limit);
      if (distance > limit) continue;
      ++distance;
    }
    if (!best || distance < best_distance || (distance == best_distance && candidate < *best)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace portolan::text
