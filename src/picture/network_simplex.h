#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace portolan::picture {

// value[to] - value[from] >= min_length, and every unit of it beyond zero costs `weight`.
struct Constraint {
  std::uint32_t from = 0, to = 0;
  std::int32_t min_length = 0;
  std::int32_t weight = 0;
};

// Integers that keep every constraint at the least total cost. The constraints must have no cycle. Parts that no constraint
// connects are solved each by itself and start at zero. After `max_pivots` improvements the best so far is returned: it
// keeps every constraint all the same.
std::vector<std::int32_t> solve(std::size_t variables, std::span<const Constraint> constraints, std::size_t max_pivots);

}  // namespace portolan::picture
