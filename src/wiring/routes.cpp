#include "wiring/routes.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "wiring/parties.h"
#include "wiring/places.h"
#include "wiring/ports.h"
#include "wiring/targets.h"

namespace portolan::wiring {

namespace {

// The port that an entry of `expose` means; nullptr after a diagnostic.
const Port* exposed_port(Draft& draft, const Party& party, const chart::Runtime& runtime, const chart::Expose& expose) {
  chart::Target target;
  target.raw = target.name = party.name;
  target.port = expose.port;
  return find_link_port(draft, party, target, {runtime, party.display}, "expose", expose.at);
}

Route::Via via_of(const std::string& word) {
  if (word == "load-balancer") return Route::Via::load_balancer;
  return word == "node-port" ? Route::Via::node_port : Route::Via::gateway;
}

auto key(const Link& link) { return std::tie(link.from, link.to, link.port, link.port_name); }

}  // namespace

ExposeLinks::ExposeLinks(Draft& draft) : draft_(draft) {
  for (std::uint32_t party = 0; party < draft.wiring.parties.size(); ++party) {
    const Named* named = draft.named_of_party[party];
    if (named == nullptr || named->runtime() == nullptr) continue;
    of_runtime(party, *named->runtime());
  }
  std::ranges::stable_sort(links_, [](const Link& left, const Link& right) { return key(left) < key(right); });
  const auto rest = std::ranges::unique(links_, [](const Link& left, const Link& right) { return key(left) == key(right); });
  links_.erase(rest.begin(), rest.end());
}

void ExposeLinks::of_runtime(std::uint32_t party, const chart::Runtime& runtime) {
  for (const chart::Expose& expose : runtime.expose) {
    if (!expose.routed && expose.to.empty()) continue;
    const Port* port = exposed_port(draft_, draft_.wiring.parties[party], runtime, expose);
    if (port == nullptr) continue;
    Link link;
    link.to = party;
    link.verb = Verb::exposes;
    link.protocol = port->protocol;
    link.port_name = port->name;
    link.port = port->port;
    link.target = port->target;
    link.at = origin(expose.at);
    if (expose.routed) {
      link.from = outside_party(draft_, expose.via == "gateway" ? "(gateway)" : "(internet)", "");
      links_.push_back(link);
    }
    for (const chart::Expose::To& to : expose.to) {
      const Named* ours = to.by_pods ? nullptr : draft_.names.exact(to.name, to.name_space);
      if (ours != nullptr) {
        draft_.sink.add(with_layers(
            {.code = "P0429",
             .message = fmt::format("`{}` is exposed to `{}.{}`, which is part of this application", runtime.name, to.name, to.name_space),
             .notes = {{ours->at->said, fmt::format("`{}` is declared here", ours->name)}},
             .hint = fmt::format("write `calls: [{}.{}]` at `{}` instead", runtime.name, runtime.name_space, ours->name)},
            expose.at, draft_.wiring.parties[party].display));
        continue;
      }
      link.from = outside_party(draft_, outside_name(to), to.name_space);
      links_.push_back(link);
    }
  }
}

void ExposeLinks::append_from(std::uint32_t party) {
  for (; next_ < links_.size() && links_[next_].from == party; ++next_) draft_.wiring.links.push_back(std::move(links_[next_]));
}

void make_routes(Draft& draft) {
  for (std::uint32_t index = 0; index < draft.wiring.parties.size(); ++index) {
    const Named* named = draft.named_of_party[index];
    if (named == nullptr || named->runtime() == nullptr) continue;
    const Party& party = draft.wiring.parties[index];
    for (const chart::Expose& expose : named->runtime()->expose) {
      if (!expose.routed) continue;
      const auto mains = main_ports(party);
      const Port* port = !expose.port.empty() ? find_port(party, expose.port) : mains.size() == 1 ? mains.front() : nullptr;
      if (port == nullptr) continue;  // said where the link was made
      Route route;
      route.party = index;
      route.port_name = port->name;
      route.port = port->port;
      route.target = port->target;
      route.protocol = port->protocol;
      route.via = via_of(expose.via);
      route.hosts = expose.hosts;
      if (route.hosts.empty() && route.via == Route::Via::gateway && !draft.chart.cluster.gateway_host.empty())
        route.hosts.push_back(draft.chart.cluster.gateway_host);
      for (const std::string& path : expose.paths) {
        const bool exact = path.starts_with('=');
        route.paths.push_back({exact ? path.substr(1) : path, exact});
      }
      if (route.paths.empty()) route.paths.push_back({"/", false});
      if (!expose.rewrite.empty()) route.rewrite = expose.rewrite;
      route.tls = expose.tls.empty() ? draft.chart.cluster.gateway_tls : expose.tls;
      route.at_port = expose.at_port;
      route.annotations = expose.annotations;
      route.at = origin(expose.at);
      draft.wiring.routes.push_back(std::move(route));
    }
  }
  std::ranges::stable_sort(draft.wiring.routes, [](const Route& left, const Route& right) {
    return std::tie(left.party, left.port_name, left.via, left.hosts) < std::tie(right.party, right.port_name, right.via, right.hosts);
  });
}

}  // namespace portolan::wiring
