#include "wiring/addresses.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/core.h>

#include "wiring/hosts.h"
#include "wiring/places.h"
#include "wiring/sorting.h"

namespace portolan::wiring {

namespace {

class Maker {
 public:
  explicit Maker(Draft& draft) : draft_(draft) {}

  void party(std::uint32_t index) {
    const Party& party = draft_.wiring.parties[index];
    const Named* named = draft_.named_of_party[index];
    if (named == nullptr || party.workloads.empty()) return;
    party_ = index;
    if (!party.ports.empty()) {
      add(party.name, party.name_space, party.workloads).headless = party.headless;
      if (party.headless) last().unready_too = has_peers(party);
      versions(party, *named);
      carriers(party);
    }
    governing(party);
    aliases(party, *named);
  }

  void finish() {
    std::vector<Address>& all = draft_.wiring.addresses;
    sort_moving_once(all, [](const Address& left, const Address& right) {
      return std::tie(left.name_space, left.name) < std::tie(right.name_space, right.name);
    });
    for (std::size_t index = 1; index < all.size(); ++index) {
      const Address &first = all[index - 1], &second = all[index];
      if (first.name != second.name || first.name_space != second.name_space || first.party == second.party) continue;
      if (is_said(first) && is_said(second)) continue;  // check_names refused it
      const Party &one = draft_.wiring.parties[first.party], &other = draft_.wiring.parties[second.party];
      draft_.sink.add({.code = "P0401",
                       .span = other.at.said,
                       .message = fmt::format("`{}` and `{}` would both have the host name `{}` in namespace `{}`", one.display,
                                              other.display, second.name, second.name_space),
                       .notes = {{one.at.said, fmt::format("`{}` is declared here", one.name)}},
                       .hint = "rename one of them: `-headless`, `-external`, `-node` and versions are appended to names"});
    }
  }

 private:
  Address& last() { return draft_.wiring.addresses.back(); }

  // Whether the name stands in the chart, and is not made from one.
  bool is_said(const Address& address) const {
    const std::vector<std::string>& aliases = draft_.named_of_party[address.party]->runtime()->aliases;
    return address.name == draft_.wiring.parties[address.party].name ||
           std::ranges::any_of(aliases, [&](const std::string& alias) { return alias.substr(0, alias.find('.')) == address.name; });
  }

  static bool has_peers(const Party& party) {
    return std::ranges::any_of(party.ports, [](const Port& port) { return port.peer; });
  }

  Address& add(std::string name, std::string_view name_space, std::vector<std::uint32_t> workloads) {
    const Party& party = draft_.wiring.parties[party_];
    Address address;
    address.name = std::move(name);
    address.name_space = name_space;
    address.party = party_;
    address.workloads = std::move(workloads);
    for (const Port& port : party.ports) {
      if (!port.peer || party.headless) address.ports.push_back(port);
    }
    address.at = party.at;
    draft_.wiring.addresses.push_back(std::move(address));
    return last();
  }

  void versions(const Party& party, const Named& named) {
    if (named.service == nullptr) return;
    const bool needed = std::ranges::any_of(party.workloads, [&](std::uint32_t workload) {
      const Workload& version = draft_.wiring.workloads[workload];
      return version.weight || !version.match_headers.empty();
    });
    if (!needed) return;
    for (const std::uint32_t workload : party.workloads) add(draft_.wiring.workloads[workload].name, party.name_space, {workload});
  }

  void governing(const Party& party) {
    for (const std::uint32_t index : party.workloads) {
      Workload& workload = draft_.wiring.workloads[index];
      if (workload.shape != Workload::Shape::stateful_set) continue;
      workload.headless_name = governing_name(party, workload);
      if (workload.headless_name == party.name) continue;
      Address& address = add(workload.headless_name, party.name_space, {index});
      address.headless = true;
      address.unready_too = has_peers(party);
      address.ports = party.ports;
    }
  }

  // One Service for the ports that a load balancer, or the nodes, carry.
  void carriers(const Party& party) {
    for (const auto via : {Route::Via::load_balancer, Route::Via::node_port}) {
      std::vector<std::uint32_t> routes;
      const auto range = std::ranges::equal_range(draft_.wiring.routes, party_, {}, &Route::party);
      for (auto route = range.begin(); route != range.end(); ++route) {
        if (route->via == via) routes.push_back(static_cast<std::uint32_t>(route - draft_.wiring.routes.begin()));
      }
      if (routes.empty()) continue;
      const bool balancer = via == Route::Via::load_balancer;
      Address& address = add(fmt::format("{}-{}", party.name, balancer ? "external" : "node"), party.name_space, party.workloads);
      address.ports.clear();
      for (const std::uint32_t index : routes) {
        const Route& route = draft_.wiring.routes[index];
        Port port = *std::ranges::find(party.ports, route.port_name, &Port::name);
        if (balancer) port.port = route.at_port.value_or(port.port);
        if (std::ranges::find(address.ports, port.name, &Port::name) == address.ports.end()) address.ports.push_back(std::move(port));
      }
      address.routes = std::move(routes);
    }
  }

  void aliases(const Party& party, const Named& named) {
    for (const std::string& alias : named.runtime()->aliases) {
      const std::size_t dot = alias.find('.');
      if (dot == std::string::npos) {
        add(alias, party.name_space, party.workloads).headless = party.headless;
        continue;
      }
      Address& address = add(alias.substr(0, dot), alias.substr(dot + 1), {});
      address.alias_for = fmt::format("{}.{}.svc.cluster.local", party.name, party.name_space);
    }
  }

  Draft& draft_;
  std::uint32_t party_ = 0;
};

}  // namespace

void make_addresses(Draft& draft) {
  Maker maker(draft);
  for (std::uint32_t index = 0; index < draft.wiring.parties.size(); ++index) maker.party(index);
  maker.finish();
}

void make_namespaces(Draft& draft) {
  std::map<std::string_view, bool> found;
  for (const Party& party : draft.wiring.parties) {
    if (!party.workloads.empty() || (party.is_volume && party.deployed)) found[party.name_space] = true;
  }
  for (const Address& address : draft.wiring.addresses) found.try_emplace(address.name_space, false);
  for (const auto& [name, ours] : found)
    draft.wiring.namespaces.push_back({std::string(name), ours && draft.chart.cluster.create_namespaces});
}

}  // namespace portolan::wiring
