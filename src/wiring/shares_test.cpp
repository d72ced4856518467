#include "wiring/shares.h"

#include <doctest/doctest.h>

namespace portolan::wiring {
namespace {

struct Version {
  std::uint32_t pods = 1;
  std::optional<std::uint32_t> weight{};
};

std::vector<std::uint32_t> weights(const std::vector<Version>& versions) {
  Wiring wiring;
  Party party;
  for (const Version& version : versions) {
    party.workloads.push_back(static_cast<std::uint32_t>(wiring.workloads.size()));
    Workload& workload = wiring.workloads.emplace_back();
    workload.scale.min = version.pods;
    workload.weight = version.weight;
  }
  std::vector<std::uint32_t> result;
  for (const Share& share : shares_of(wiring, party)) {
    CHECK(share.workload == result.size());
    result.push_back(share.weight);
  }
  return result;
}

using Weights = std::vector<std::uint32_t>;

TEST_CASE("weights stay as they are said, and where none is said nobody is weighed") {
  CHECK(weights({{1, 80}, {7, 20}}) == Weights{80, 20});
  CHECK(weights({{1, 0}, {1, 5}}) == Weights{0, 5});
  CHECK(weights({{1, {}}, {3, {}}}).empty());
  CHECK(weights({}).empty());
}

TEST_CASE("a version without weight gets its replicas' part of the whole") {
  // One of four pods is a quarter; the other three quarters are cut 2 to 1.
  CHECK(weights({{2, 20}, {1, 10}, {1, {}}}) == Weights{2, 1, 1});
  CHECK(weights({{1, 90}, {1, {}}}) == Weights{1, 1});
  CHECK(weights({{3, 50}, {1, {}}}) == Weights{3, 1});
  CHECK(weights({{1, 0}, {2, {}}}) == Weights{0, 1});
}

TEST_CASE("no weight is beyond what a gateway takes, and none vanishes") {
  CHECK(weights({{1, 4'000'000}, {1, 1'000'000}, {1, 1}}) == Weights{1'000'000, 250'000, 1});
}

}  // namespace
}  // namespace portolan::wiring
