#include "describe/facts.h"

#include <algorithm>

#include <fmt/core.h>

#include "describe/words.h"

namespace portolan::describe {

Facts::Facts(const wiring::Wiring& wired) : wiring(wired), links_to(wired.parties.size()), links_from(wired.parties.size()) {
  for (std::uint32_t index = 0; index != wiring.parties.size(); ++index) {
    switch (wiring.parties[index].kind) {
      case wiring::PartyKind::service: services.push_back(index); break;
      case wiring::PartyKind::store: stores.push_back(index); break;
      case wiring::PartyKind::broker: brokers.push_back(index); break;
      case wiring::PartyKind::external: externals.push_back(index); break;
      case wiring::PartyKind::outside: break;
    }
  }
  for (std::uint32_t index = 0; index != wiring.links.size(); ++index) {
    links_to[wiring.links[index].to].push_back(index);
    links_from[wiring.links[index].from].push_back(index);
  }
}

std::vector<std::string> Facts::versions_of(const wiring::Link& link) const {
  std::vector<std::string> versions;
  if (link.from_workloads.size() >= party(link.from).workloads.size()) return versions;
  for (const std::uint32_t workload : link.from_workloads) versions.push_back(wiring.workloads[workload].version);
  return versions;
}

std::string Facts::caller(const wiring::Link& link) const {
  const std::vector<std::string> versions = versions_of(link);
  return versions.empty() ? name(link.from) : fmt::format("{} ({})", name(link.from), listed(versions));
}

std::vector<std::string> Facts::users_of(std::uint32_t party) const {
  std::vector<std::string> users;
  for (const std::uint32_t link : links_to[party]) users.push_back(name(wiring.links[link].from));
  std::ranges::sort(users);
  users.erase(std::ranges::unique(users).begin(), users.end());
  return users;
}

std::string port_text(std::uint16_t port, std::uint16_t target) {
  return port == target || target == 0 ? fmt::format("{}", port) : fmt::format("{} (listens on {})", port, target);
}

std::string ports_text(const std::vector<wiring::Port>& ports) {
  std::vector<std::string> texts;
  for (const wiring::Port& port : ports)
    if (!port.peer) texts.push_back(fmt::format("{} {}", port.name, port_text(port.port, port.target)));
  return listed(texts);
}

}  // namespace portolan::describe
