#include "wiring/shares.h"

#include <algorithm>
#include <numeric>

namespace portolan::wiring {

namespace {

using Parts = std::vector<std::uint64_t>;

// Of `all` pods, a version of `pods` without weight gets pods/all; the rest, weighted_pods/all, is cut by the weights. Multiplied by
// all * weights, these are whole numbers.
Parts in_proportion(const std::vector<const Workload*>& versions, std::uint64_t weights, std::uint64_t weighted_pods) {
  Parts parts;
  for (const Workload* version : versions) {
    const std::uint64_t pods = version->scale.min;
    parts.push_back(version->weight ? *version->weight * std::max<std::uint64_t>(weighted_pods, 1)
                                    : pods * std::max<std::uint64_t>(weights, 1));
  }
  std::uint64_t divisor = 0;
  for (const std::uint64_t part : parts) divisor = std::gcd(divisor, part);
  for (std::uint64_t& part : parts) part /= std::max<std::uint64_t>(divisor, 1);
  return parts;
}

}  // namespace

std::vector<Share> shares_of(const Wiring& wiring, const Party& party) {
  std::vector<const Workload*> versions;
  Parts parts;
  std::uint64_t weights = 0, weighted_pods = 0;
  for (const std::uint32_t number : party.workloads) {
    const Workload& version = wiring.workloads[number];
    versions.push_back(&version);
    if (!version.weight) continue;
    parts.push_back(*version.weight);
    weights += *version.weight;
    weighted_pods += version.scale.min;
  }
  if (parts.empty()) return {};
  if (parts.size() != versions.size()) parts = in_proportion(versions, weights, weighted_pods);
  const std::uint64_t too_much = (*std::ranges::max_element(parts) + most_weight - 1) / most_weight;
  std::vector<Share> shares;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    // Rounding leaves nobody who had a part without one.
    const std::uint64_t weight = parts[at] == 0 ? 0 : std::max<std::uint64_t>(parts[at] / std::max<std::uint64_t>(too_much, 1), 1);
    shares.push_back({party.workloads[at], static_cast<std::uint32_t>(weight)});
  }
  return shares;
}

}  // namespace portolan::wiring
