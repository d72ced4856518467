#include "wiring/wire.h"

#include "wiring/access.h"
#include "wiring/accounts.h"
#include "wiring/addresses.h"
#include "wiring/api_rules.h"
#include "wiring/draft.h"
#include "wiring/extras.h"
#include "wiring/flows.h"
#include "wiring/gateway.h"
#include "wiring/links.h"
#include "wiring/order.h"
#include "wiring/parties.h"
#include "wiring/questions.h"
#include "wiring/routes.h"
#include "wiring/unhonoured.h"
#include "wiring/waivers.h"
#include "wiring/workloads.h"

namespace portolan::wiring {

Wiring wire(const chart::Chart& chart, const chart::Ground& ground, diagnostics::Sink& sink) {
  Wiring wiring;
  wiring.app = chart.app;
  wiring.environment = chart.environment;
  wiring.owner = chart.owner;
  wiring.contact = chart.contact;
  wiring.strict_hardening = chart.strict_hardening;
  wiring.mesh = chart.mesh.kind;

  const std::size_t first = sink.all().size();
  Draft draft(chart, ground, sink, wiring);
  check_names(draft.names, sink);
  make_parties(draft);
  make_workloads(draft);
  make_links(draft);
  decide_access(draft);
  make_accounts(draft);
  make_routes(draft);
  take_cluster(draft);
  fill_workloads(draft);
  make_api_rules(draft);
  make_addresses(draft);
  make_namespaces(draft);
  make_flows(draft);
  make_order(draft);
  make_waivers(draft);
  take_extras(draft);
  find_unhonoured(draft);
  ask_questions(draft);
  take_questions(draft, first);
  wiring.secrets = draft.secrets.take();
  return wiring;
}

}  // namespace portolan::wiring
