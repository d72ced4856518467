#pragma once

#include <cstdint>
#include <vector>

#include "wiring/wiring.h"

// How requests to one name are shared among its versions.

namespace portolan::wiring {

// No gateway takes more for one backend.
inline constexpr std::uint32_t most_weight = 1'000'000;

struct Share {
  std::uint32_t workload = 0;
  std::uint32_t weight = 0;  // in proportion to the sum; at most most_weight
};

// A version without a weight gets its replicas' part of the whole; those with weights share what is left in proportion to them. Empty
// where no version says a weight: then every pod gets the same.
std::vector<Share> shares_of(const Wiring& wiring, const Party& party);

}  // namespace portolan::wiring
