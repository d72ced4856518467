#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace portolan::text {

// Insertions, deletions, substitutions and swaps of neighbours (Damerau-Levenshtein, optimal string alignment), in bytes.
// Gives up beyond `limit` and then answers limit + 1.
std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit);

// What the writer of `word` most likely meant, for "did you mean": the candidate that differs only in case, '-' and '_',
// else the nearest within a third of its length. The order of candidates is without influence. The result points into `candidates`.
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace portolan::text
