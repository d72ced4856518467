#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "describe/sections.h"
#include "describe/words.h"
#include "wiring/words.h"

// The sections about links: who talks to whom, how, through which channel, and who comes in from outside.

namespace portolan::describe {

namespace {

// What the link is for, beyond its verb: "write catalog, only products", "order-placed as group mailer".
std::string details_of(const wiring::Link& link) {
  std::vector<std::string> said;
  if (!link.channel.empty()) said.push_back(link.channel);
  if (!link.access.empty()) said.push_back(link.part_key.empty() ? link.access : fmt::format("{} {}", link.access, link.part_key));
  if (!link.schema.empty()) said.push_back(fmt::format("schema {}", link.schema));
  if (!link.only.empty()) said.push_back(fmt::format("only {}", listed(link.only)));
  if (!link.keys.empty()) said.push_back(fmt::format("keys {}", listed(link.keys)));
  if (!link.group.empty()) said.push_back(fmt::format("group {}", link.group));
  if (!link.queue.empty()) said.push_back(fmt::format("queue {}", link.queue));
  if (link.reply) said.push_back(link.verb == wiring::Verb::consumes ? "answers" : "waits for answers");
  if (!link.mount.empty()) said.push_back(fmt::format("at {}", link.mount));
  return listed(said);
}

std::string protocol_of(const Facts& facts, const wiring::Link& link) {
  const wiring::Party& to = facts.party(link.to);
  if (link.port == 0) return "volume";
  if (to.kind == wiring::PartyKind::store || to.kind == wiring::PartyKind::broker) return to.server_kind;
  return wiring::to_text(link.protocol);
}

const char* via_text(wiring::Route::Via via) {
  switch (via) {
    case wiring::Route::Via::gateway: return "gateway";
    case wiring::Route::Via::load_balancer: return "load balancer";
    case wiring::Route::Via::node_port: return "node port";
  }
  return "";
}

}  // namespace

Section who_talks_to_whom(const Facts& facts, const text::Sources& sources) {
  Section section;
  section.heading = "Which one talks to which?";
  section.table.columns = {"FROM", "VERB", "TO", "PROTOCOL", "PORT", "WHAT", "SAID AT"};
  for (const wiring::Link& link : facts.wiring.links) {
    if (link.verb == wiring::Verb::exposes) continue;
    const std::string protocol = protocol_of(facts, link);
    section.table.rows.push_back({facts.caller(link), to_text(link.verb), facts.name(link.to), link.enforced ? protocol : protocol + " *",
                                  link.port == 0 ? "" : port_text(link.port, link.target), details_of(link),
                                  sources.line_of(link.at.said)});
  }
  const std::size_t number = section.table.rows.size();
  section.answer =
      number == 0 ? "Nobody: there is no link." : fmt::format("{}, and nothing else is open between them.", counted(number, "link"));
  if (std::ranges::any_of(facts.wiring.links, [](const wiring::Link& link) { return !link.enforced; }))
    section.points.push_back("* the network policy is the only guard: the server does not hold the client to the verb");
  return section;
}

Section how_and_with_what(const Facts& facts) {
  std::map<std::string, std::size_t> calls;
  for (const wiring::Link& link : facts.wiring.links)
    if (link.verb == wiring::Verb::calls) ++calls[wiring::to_text(link.protocol)];
  std::vector<std::string> protocols;
  for (const auto& [protocol, number] : calls) protocols.push_back(fmt::format("{} over {}", counted(number, "link"), protocol));

  Section section;
  section.heading = "How do they talk, and with which application?";
  section.points.push_back(protocols.empty() ? "API calls: none" : fmt::format("API calls: {}", joined(protocols)));
  if (facts.brokers.empty()) section.points.push_back("message broker: none");
  for (const std::uint32_t index : facts.brokers) {
    const wiring::Party& broker = facts.party(index);
    const std::string title = broker.server_title.empty() ? broker.server_kind : broker.server_title;
    std::vector<std::string> said;
    if (!broker.version.empty()) said.push_back(broker.version);
    if (!broker.deployed) said.push_back("exists already");
    if (!broker.operator_name.empty()) said.push_back(fmt::format("by operator {}", broker.operator_name));
    std::string text = fmt::format("message broker: {}, {}", broker.display, title);
    for (const std::string& word : said) text += " " + word;
    section.points.push_back(fmt::format("{}, {}", text, counted(broker.channels.size(), "channel")));
  }
  for (const std::uint32_t index : facts.stores)
    if (!facts.party(index).channels.empty())
      section.points.push_back(
          fmt::format("also a broker: {}, {}", facts.name(index), counted(facts.party(index).channels.size(), "channel")));
  section.points.push_back(facts.wiring.mesh == "none" || facts.wiring.mesh.empty() ? "service mesh: none"
                                                                                    : fmt::format("service mesh: {}", facts.wiring.mesh));
  return section;
}

Section channels(const Facts& facts) {
  Section section;
  section.table.columns = {"CHANNEL", "KIND", "BROKER", "PUBLISHED BY", "CONSUMED BY"};
  for (const auto* kind : {&facts.brokers, &facts.stores})
    for (const std::uint32_t index : *kind) {
      std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>> ends;
      for (const std::uint32_t number : facts.links_to[index]) {
        const wiring::Link& link = facts.wiring.links[number];
        if (link.verb == wiring::Verb::publishes) ends[link.channel].first.push_back(facts.caller(link));
        if (link.verb == wiring::Verb::consumes) ends[link.channel].second.push_back(facts.caller(link));
      }
      for (const wiring::Channel& channel : facts.party(index).channels) {
        const auto& [publishers, consumers] = ends[channel.key];
        const std::string name = channel.key == channel.name
                                     ? channel.key
                                     : fmt::format("{} (named {}{})", channel.key, channel.name, channel.prefix ? "*" : "");
        section.table.rows.push_back({name, channel.kind, facts.name(index), publishers.empty() ? "nobody" : listed(publishers),
                                      consumers.empty() ? "nobody" : listed(consumers)});
      }
    }
  if (section.table.rows.empty()) return {};
  section.heading = "Which messages are there?";
  section.answer = fmt::format("{}.", counted(section.table.rows.size(), "channel"));
  return section;
}

Section ways_in(const Facts& facts, const text::Sources& sources) {
  Section section;
  section.heading = "What can be reached from outside?";
  section.table.columns = {"SERVICE", "PORT", "VIA", "HOST", "PATH", "SAID AT"};
  for (const wiring::Route& route : facts.wiring.routes) {
    std::vector<std::string> paths;
    for (const auto& path : route.paths) paths.push_back(path.exact ? "=" + path.path : path.path);
    std::string via = via_text(route.via);
    if (route.at_port) via += fmt::format(", port {}", *route.at_port);
    section.table.rows.push_back({facts.name(route.party), port_text(route.port, route.target), via,
                                  route.hosts.empty() ? "any" : listed(route.hosts), paths.empty() ? "/" : listed(paths),
                                  sources.line_of(route.at.said)});
  }
  for (const wiring::Link& link : facts.wiring.links) {
    if (link.verb != wiring::Verb::exposes || facts.party(link.from).kind != wiring::PartyKind::outside) continue;
    if (facts.name(link.from).starts_with("(")) continue;  // a route's, listed above
    section.table.rows.push_back({facts.name(link.to), port_text(link.port, link.target), "another application", facts.name(link.from), "",
                                  sources.line_of(link.at.said)});
  }
  section.answer = section.table.rows.empty() ? "Nothing." : "";
  return section;
}

}  // namespace portolan::describe
