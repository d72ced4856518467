#include "wiring/api_rules.h"

#include <algorithm>
#include <tuple>

namespace portolan::wiring {

void make_api_rules(Draft& draft) {
  for (std::uint32_t index = 0; index < draft.wiring.workloads.size(); ++index) {
    Workload& workload = draft.wiring.workloads[index];
    for (const chart::Link& link : draft.runtime_of_workload[index]->links) {
      if (link.verb != chart::Link::Verb::uses || link.target.name != "kubernetes") continue;
      for (const auto& [written, verbs] : link.use->api) {
        // As kubectl writes it: RESOURCE[.GROUP].
        const auto dot = written.find('.');
        workload.api_rules.push_back({.cluster_wide = link.target.part == "cluster",
                                      .group = dot == std::string::npos ? std::string() : written.substr(dot + 1),
                                      .resource = written.substr(0, dot),
                                      .verbs = verbs});
      }
    }
    std::ranges::sort(workload.api_rules, {}, [](const ApiRule& rule) { return std::tie(rule.cluster_wide, rule.group, rule.resource); });
  }
}

}  // namespace portolan::wiring
