#pragma once

#include <vector>

#include "wiring/draft.h"

// `expose`: who outside this chart may reach a service.

namespace portolan::wiring {

// The declared links from outside: "(gateway)", "(internet)" and callers of other applications (rule 19).
class ExposeLinks {
 public:
  explicit ExposeLinks(Draft& draft);
  // Appends those whose caller is `party`.
  void append_from(std::uint32_t party);

 private:
  void of_runtime(std::uint32_t party, const chart::Runtime& runtime);
  Draft& draft_;
  std::vector<Link> links_;  // sorted by caller
  std::size_t next_ = 0;
};

// Routes of gateways, load balancers and node ports, sorted by party, port, way and host.
void make_routes(Draft& draft);

}  // namespace portolan::wiring
