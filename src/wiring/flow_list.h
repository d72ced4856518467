#pragma once

#include <cstdint>
#include <vector>

#include "wiring/wiring.h"

namespace portolan::wiring {

// Flows as they are found; knows which workloads talk to anybody, and so need names.
class FlowList {
 public:
  explicit FlowList(std::size_t workloads) : talks_(workloads, false) {}
  void add(Flow flow);
  [[nodiscard]] bool talks(std::uint32_t workload) const { return talks_[workload]; }
  // Sorted; what is twice the same but for its ports and reason stays apart.
  std::vector<Flow> take();

 private:
  std::vector<Flow> flows_;
  std::vector<bool> talks_;
};

}  // namespace portolan::wiring
