#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace portolan::wiring {

// Sorts large values by moving each once. Stable. `before` compares two values.
template <class T, class Before>
void sort_moving_once(std::vector<T>& values, Before before) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto less = [&](std::uint32_t left, std::uint32_t right) { return before(values[left], values[right]); };
  if (std::ranges::is_sorted(order, less)) return;
  std::ranges::stable_sort(order, less);
  std::vector<T> result;
  result.reserve(values.size());
  for (const std::uint32_t index : order) result.push_back(std::move(values[index]));
  values = std::move(result);
}

}  // namespace portolan::wiring
