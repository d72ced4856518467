#include "picture/network_simplex.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include <rapidcheck.h>

namespace portolan::picture {

namespace {

std::int64_t cost(const std::vector<std::int32_t>& values, const std::vector<Constraint>& constraints) {
  std::int64_t sum = 0;
  for (const auto& constraint : constraints) sum += std::int64_t{constraint.weight} * (values[constraint.to] - values[constraint.from]);
  return sum;
}

bool keeps(const std::vector<std::int32_t>& values, const std::vector<Constraint>& constraints) {
  for (const auto& constraint : constraints) {
    if (values[constraint.to] - values[constraint.from] < constraint.min_length) return false;
  }
  return true;
}

// The least cost by trying every vector of values up to `limit`.
std::int64_t least_cost(std::size_t variables, const std::vector<Constraint>& constraints, std::int32_t limit) {
  std::vector<std::int32_t> values(variables);
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  for (;;) {
    if (keeps(values, constraints)) best = std::min(best, cost(values, constraints));
    std::size_t digit = 0;
    while (digit < variables && values[digit] == limit) values[digit++] = 0;
    if (digit == variables) return best;
    ++values[digit];
  }
}

}  // namespace

TEST_CASE("a chain is tight and a light arc gives way to a heavy one") {
  const std::vector<Constraint> chain{{0, 1, 1, 1}, {1, 2, 1, 1}, {0, 3, 1, 1}, {3, 2, 1, 5}};
  CHECK(solve(4, chain, 100) == std::vector<std::int32_t>{0, 1, 2, 1});
}

TEST_CASE("no variables and variables without constraints are fine") {
  CHECK(solve(0, {}, 10).empty());
  CHECK(solve(2, {}, 10) == std::vector<std::int32_t>{0, 0});
}

TEST_CASE("what comes out is as cheap as anything that keeps the constraints") {
  CHECK(rc::check("least cost", [] {
    const std::size_t variables = 5;
    std::vector<Constraint> constraints;
    for (std::uint32_t from = 0; from < variables; ++from) {
      for (std::uint32_t to = from + 1; to < variables; ++to) {
        if (*rc::gen::inRange(0, 3) == 0) continue;
        constraints.push_back({from, to, *rc::gen::inRange(0, 2), *rc::gen::inRange(0, 5)});
      }
    }
    const auto values = solve(variables, constraints, 1000);
    RC_ASSERT(keeps(values, constraints));
    RC_ASSERT(cost(values, constraints) == least_cost(variables, constraints, 4));
  }));
}

}  // namespace portolan::picture
