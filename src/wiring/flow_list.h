#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wiring/wiring.h"

namespace portolan::wiring {

// Flows as they are found; knows which workloads talk to anybody, and so need names.
class FlowList {
 public:
  FlowList(std::size_t workloads, std::size_t expected) : talks_(workloads, false) { flows_.reserve(expected); }
  void add(Flow flow);
  [[nodiscard]] bool talks(std::uint32_t workload) const { return talks_[workload]; }
  // Sorted; what is twice the same but for its ports and reason stays apart.
  std::vector<Flow> take();

 private:
  std::vector<Flow> flows_;
  std::vector<bool> talks_;
};

}  // namespace portolan::wiring
