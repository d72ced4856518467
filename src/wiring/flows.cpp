#include "wiring/flows.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "wiring/derived_flows.h"
#include "wiring/endpoints.h"
#include "wiring/flow_list.h"
#include "wiring/parties.h"
#include "wiring/places.h"

namespace portolan::wiring {

namespace {

const char* verb_in_words(Verb verb) {
  switch (verb) {
    case Verb::calls: return "calls";
    case Verb::publishes: return "publishes to";
    case Verb::consumes: return "consumes from";
    case Verb::uses: return "uses";
    case Verb::exposes: return "is exposed to";
  }
  return "";
}

class DeclaredFlows {
 public:
  DeclaredFlows(Draft& draft, FlowList& list) : draft_(draft), list_(list) {}

  void link(std::uint32_t index) {
    const Link& link = draft_.wiring.links[index];
    const Party &from = draft_.wiring.parties[link.from], &to = draft_.wiring.parties[link.to];
    if (link.port == 0 || link.verb == Verb::exposes || to.kind == PartyKind::outside) return;
    Flow flow;
    flow.ports = {{link.protocol == Protocol::udp, link.target}};
    flow.reason = link.from == link.to ? Reason::peers : Reason::declared;
    flow.link = index;
    flow.at = link.at;
    flow.why = link.from == link.to ? fmt::format("the replicas of {} talk to one another", from.display)
                                    : fmt::format("{} {} {}", from.display, verb_in_words(link.verb), to.display);
    if (to.deployed) {
      for (const std::uint32_t callee : to.workloads) send(link, flow, workload_endpoint(callee));
      return;
    }
    for (const Endpoint& endpoint : endpoints_of(*existing(link.to), draft_.chart.cluster.fqdn_policy)) send(link, flow, endpoint);
  }

 private:
  const chart::External* existing(std::uint32_t party) const {
    if (const chart::External* external = draft_.external_of(party)) return external;
    return draft_.server_of(party)->external.get();
  }

  void send(const Link& link, const Flow& like, const Endpoint& to) {
    for (const std::uint32_t caller : link.from_workloads) {
      Flow flow = like;
      flow.from = workload_endpoint(caller);
      flow.to = to;
      list_.add(std::move(flow));
    }
  }

  Draft& draft_;
  FlowList& list_;
};

}  // namespace

void make_flows(Draft& draft) {
  // One a link, and a few more a workload: names, probes, scrapers.
  FlowList list(draft.wiring.workloads.size(), draft.wiring.links.size() + 3 * draft.wiring.workloads.size());
  DeclaredFlows declared(draft, list);
  for (std::uint32_t index = 0; index < draft.wiring.links.size(); ++index) declared.link(index);
  add_derived_flows(draft, list);
  draft.wiring.flows = list.take();
}

}  // namespace portolan::wiring
