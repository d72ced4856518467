#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "describe/sections.h"
#include "describe/words.h"
#include "wiring/words.h"

// The sections that list things: services, stores, third parties, ports, namespaces.

namespace portolan::describe {

namespace {

std::string replicas_text(const wiring::Workload& workload) {
  if (workload.job) return "";
  return workload.scale.automatic() ? fmt::format("{}..{}", workload.scale.min, workload.scale.max) : fmt::format("{}", workload.scale.min);
}

std::string kind_text(const wiring::Party& party) {
  return party.service_kind == wiring::ServiceKind::schedule ? fmt::format("schedule ({})", party.schedule) : to_text(party.service_kind);
}

// "12 replicas" would be said of none: a server is here, made by an operator, or exists already.
std::string where_text(const Facts& facts, const wiring::Party& party) {
  if (!party.deployed) return party.hosts.empty() ? "exists already" : fmt::format("exists at {}", listed(party.hosts));
  if (!party.operator_name.empty()) return fmt::format("by operator {}", party.operator_name);
  if (party.workloads.empty()) return "";
  const auto& workload = facts.wiring.workloads[party.workloads.front()];
  std::vector<std::string> said = {counted(workload.scale.min, "replica")};
  for (const wiring::Volume& volume : workload.volumes)
    if (volume.kind == wiring::Volume::Kind::kept) said.push_back(volume.size);
  if (!party.mode.empty() && party.mode != "single") said.push_back(party.mode);
  return listed(said);
}

std::string parts_text(const wiring::Party& party) {
  std::vector<std::string> names;
  for (const wiring::Part& part : party.parts)
    names.push_back(part.key == part.name ? part.key : fmt::format("{} (named {})", part.key, part.name));
  return listed(names);
}

}  // namespace

Section how_many(const Facts& facts) {
  std::size_t counts[4] = {};
  for (const std::uint32_t index : facts.services) ++counts[static_cast<std::size_t>(facts.party(index).service_kind)];
  std::vector<std::string> kinds;
  const char* nouns[] = {"service", "worker", "job", "scheduled job"};
  for (std::size_t kind = 0; kind != 4; ++kind)
    if (counts[kind] != 0) kinds.push_back(counted(counts[kind], nouns[kind]));
  std::vector<std::string> others;
  if (!facts.stores.empty()) others.push_back(counted(facts.stores.size(), "store"));
  if (!facts.brokers.empty()) others.push_back(counted(facts.brokers.size(), "broker"));
  if (!facts.externals.empty()) others.push_back(counted(facts.externals.size(), "third party", "third parties"));

  Section section;
  section.heading = "How many microservices are there?";
  section.answer = facts.services.empty() ? "None." : fmt::format("{}: {}.", facts.services.size(), joined(kinds));
  if (!others.empty()) section.answer += fmt::format(" Beside them {}.", joined(others));
  section.table.columns = {"NAME", "KIND", "REPLICAS", "IMAGE", "OWNER"};
  for (const std::uint32_t index : facts.services) {
    const wiring::Party& party = facts.party(index);
    for (const std::uint32_t number : party.workloads) {
      const wiring::Workload& workload = facts.wiring.workloads[number];
      const std::string name = workload.version.empty() ? party.display : fmt::format("{} ({})", party.display, workload.version);
      section.table.rows.push_back({name, kind_text(party), replicas_text(workload), workload.main.image, party.owner});
    }
    if (party.workloads.empty()) section.table.rows.push_back({party.display, kind_text(party), "off", "", party.owner});
  }
  return section;
}

Section stores_and_third_parties(const Facts& facts) {
  Section section;
  section.heading = "Which databases does it use?";
  section.answer = facts.stores.empty() ? "None." : fmt::format("{}.", counted(facts.stores.size(), "store"));
  section.table.columns = {"STORE", "KIND", "PARTS", "RUNS", "USED BY"};
  for (const std::uint32_t index : facts.stores) {
    const wiring::Party& party = facts.party(index);
    const std::string title = party.server_title.empty() ? party.server_kind : party.server_title;
    section.table.rows.push_back({party.display, party.version.empty() ? title : fmt::format("{} {}", title, party.version),
                                  parts_text(party), where_text(facts, party), listed(facts.users_of(index))});
  }
  return section;
}

Section third_parties(const Facts& facts) {
  Section section;
  section.heading = "Which third parties does it call?";
  section.answer = facts.externals.empty() ? "None." : fmt::format("{}.", counted(facts.externals.size(), "third party", "third parties"));
  section.table.columns = {"THIRD PARTY", "ADDRESS", "PORTS", "TLS", "CALLED BY"};
  for (const std::uint32_t index : facts.externals) {
    const wiring::Party& party = facts.party(index);
    std::vector<std::string> addresses = party.hosts;
    addresses.insert(addresses.end(), party.cidrs.begin(), party.cidrs.end());
    section.table.rows.push_back({party.display, listed(addresses), ports_text(party.ports), party.tls, listed(facts.users_of(index))});
  }
  return section;
}

Section ports(const Facts& facts) {
  Section section;
  section.heading = "On which port does each one run?";
  section.table.columns = {"NAME", "PORT", "SAID BY CALLERS", "LISTENS ON", "PROTOCOL", "FOR"};
  const auto add = [&](std::uint32_t index) {
    const wiring::Party& party = facts.party(index);
    for (const wiring::Port& port : party.ports) {
      const char* who = port.metrics ? "the scraper" : port.peer ? "its own members" : port.sidecar ? "callers (sidecar)" : "callers";
      section.table.rows.push_back(
          {party.display, port.name, fmt::format("{}", port.port), fmt::format("{}", port.target), wiring::to_text(port.protocol), who});
    }
  };
  for (const std::uint32_t index : facts.services) add(index);
  for (const std::uint32_t index : facts.stores) add(index);
  for (const std::uint32_t index : facts.brokers) add(index);
  std::vector<std::string> silent;
  for (const std::uint32_t index : facts.services)
    if (facts.party(index).ports.empty()) silent.push_back(facts.name(index));
  section.answer = section.table.rows.empty() ? "Nothing listens." : "";
  if (!silent.empty() && !section.table.rows.empty()) section.points.push_back(fmt::format("no port: {}", listed(silent)));
  return section;
}

Section namespaces(const Facts& facts) {
  std::map<std::string, std::vector<std::string>> members;
  for (const wiring::Namespace& name_space : facts.wiring.namespaces) members[name_space.name];
  for (const auto* kind : {&facts.services, &facts.stores, &facts.brokers})
    for (const std::uint32_t index : *kind)
      if (!facts.party(index).workloads.empty()) members[facts.party(index).name_space].push_back(facts.party(index).name);
  Section section;
  section.heading = "Which namespace does each belong to?";
  section.table.columns = {"NAMESPACE", "MADE BY", "HOLDS"};
  for (const auto& [name, names] : members) {
    const auto declared = std::ranges::find(facts.wiring.namespaces, name, &wiring::Namespace::name);
    const bool made = declared != facts.wiring.namespaces.end() && declared->made;
    section.table.rows.push_back({name, made ? "Portolan" : "somebody else", listed(names)});
  }
  section.answer = members.empty() ? "None." : fmt::format("{}.", counted(members.size(), "namespace"));
  return section;
}

}  // namespace portolan::describe
