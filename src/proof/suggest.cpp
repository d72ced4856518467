#include "proof/suggest.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::proof {

namespace {

using wiring::Party;
using wiring::PartyKind;
using wiring::ServiceKind;
using wiring::Verb;

bool is_server(const Party& party) { return party.kind == PartyKind::store || party.kind == PartyKind::broker; }

class Suggestion {
 public:
  Suggestion(const wiring::Wiring& wiring, const Subject& from, const Subject& to, Explanation& explanation)
      : wiring_(wiring), from_(from), to_(to), explanation_(explanation) {}

  void run() {
    near_misses();
    const Party* from = party(from_);
    const Party* to = party(to_);
    if (from && is_server(*from)) {
      miss(fmt::format("{} is a server: it answers and calls nobody", from_.text), from->at.said);
    } else if (from && from->kind == PartyKind::external && to) {
      miss(fmt::format("{} is outside of this file: who calls from there comes through `expose`", from_.text), from->at.said);
    } else if (from && from->kind == PartyKind::service) {
      from_service(*from, to);
    } else if (to && to->kind == PartyKind::service) {
      into_service(*to);
    }
  }

 private:
  [[nodiscard]] const Party* party(const Subject& subject) const { return subject.party ? &wiring_.parties[*subject.party] : nullptr; }
  void miss(std::string sentence, text::Span place) { explanation_.near_misses.push_back({std::move(sentence), place}); }

  // The caller's record, down to the version that was asked about.
  [[nodiscard]] std::string record(const Subject& subject, const std::string& inside) const {
    const Party& owner = *party(subject);
    const std::string key = owner.display.empty() ? owner.name : owner.display;
    if (subject.version.empty()) return fmt::format("services:\n  {}:\n    {}\n", key, inside);
    return fmt::format("services:\n  {}:\n    versions:\n      {}:\n        {}\n", key, subject.version, inside);
  }

  void add(std::string title, std::string lines, text::Span place) {
    explanation_.additions.push_back({std::move(title), std::move(lines), place});
  }

  void from_service(const Party& from, const Party* to) {
    const text::Span place = from.at.said;
    if (!to) {
      if (to_.outside == "(internet)") {
        add("declare the address outside and the call", "externals:\n  NAME: https://HOST\n" + record(from_, "calls: [NAME]"), place);
      } else if (to_.outside == "(kubernetes)") {
        add("declare the use of the cluster's API", record(from_, "uses: {kubernetes: {RESOURCE: [get]}}"), place);
      } else if (to_.outside == "(gateway)") {
        miss("the gateway calls services; services call each other by their names", {});
      }
      return;
    }
    switch (to->kind) {
      case PartyKind::service:
        if (&from == to) {
          add("declare a ring of its own pods", record(from_, fmt::format("calls: [{}]", callee(*to))), place);
        } else if (to->ports.empty()) {
          miss(fmt::format("{} has no port that could be called", to_.text), to->at.said);
        } else if (unknown_port(*to)) {
          add("declare the port and the call",
              record(to_, fmt::format("ports: {{NAME: {}}}", *explanation_.port)) +
                  record(from_, fmt::format("calls: [{}:NAME]", to_.text)).substr(std::string("services:\n").size()),
              place);
        } else {
          add("declare the call", record(from_, fmt::format("calls: [{}]", callee(*to))), place);
        }
        break;
      case PartyKind::external: add("declare the call", record(from_, fmt::format("calls: [{}]", callee(*to))), place); break;
      case PartyKind::store: add("declare the use", record(from_, fmt::format("uses: {{{}: read}}", to_.text + part(*to))), place); break;
      case PartyKind::broker: through_broker(*to, place); break;
      case PartyKind::outside:
        if (to->name == "(internet)") {
          add("declare the address outside and the call", "externals:\n  NAME: https://HOST\n" + record(from_, "calls: [NAME]"), place);
        } else if (to->name == "(kubernetes)") {
          add("declare the use of the cluster's API", record(from_, "uses: {kubernetes: {RESOURCE: [get]}}"), place);
        } else if (!to->name.starts_with('(')) {
          add("declare the other application's service and the call",
              fmt::format("externals:\n  {}: {{service: {}.{}, port: PORT}}\n", to->name, to->name, to->name_space) +
                  record(from_, fmt::format("calls: [{}]", to->name)),
              place);
        }
        break;
    }
  }

  void through_broker(const Party& broker, text::Span place) {
    if (broker.channels.empty()) {
      add("declare the use of the whole broker", record(from_, fmt::format("uses: {{{}: own}}", to_.text + part(broker))), place);
      return;
    }
    const std::string channel = broker.channels.size() == 1 ? broker.channels[0].key : fmt::format("{}/CHANNEL", to_.text);
    add("declare what it publishes", record(from_, fmt::format("publishes: [{}]", channel)), place);
    add("declare what it consumes", record(from_, fmt::format("consumes: [{}]", channel)), place);
  }

  void into_service(const Party& to) {
    const Party* from = party(from_);
    const std::string name = from ? from->name : from_.outside;
    if (to.ports.empty()) {
      miss(fmt::format("{} has no port that could be called", to_.text), to.at.said);
    } else if ((name == "(gateway)" || name == "(internet)") && exposed_otherwise(name)) {
      return;
    } else if (name == "(gateway)" || name == "(internet)") {
      add("open a way in through the gateway", record(to_, "expose: {host: HOST}"), to.at.said);
    } else if (name == "(scraper)") {
      add("name the port with its metrics, and who scrapes", record(to_, "metrics: PORT-NAME") + "cluster: {metrics: NAME.NAMESPACE}\n",
          to.at.said);
    } else if (from && from->kind == PartyKind::outside && !name.starts_with('(')) {
      add("name the caller", record(to_, fmt::format("expose: {{to: {}.{}}}", from->name, from->name_space)), to.at.said);
    }
  }

  // Whether there is a way in from outside already, other than the one that was asked about; says so.
  bool exposed_otherwise(const std::string& asked) {
    for (const wiring::Link& link : wiring_.links) {
      const std::string& entry = wiring_.parties[link.from].name;
      if (link.verb != Verb::exposes || link.to != *to_.party || entry == asked || !entry.starts_with('(')) continue;
      miss(fmt::format("{} is exposed, and what comes from outside enters {}: `portolan explain '{}' {}`", to_.text,
                       entry == "(gateway)" ? "through the gateway" : "without the gateway", entry, to_.text),
           link.at.said);
      return true;
    }
    return false;
  }

  // Whether a port was asked for that nothing listens on.
  [[nodiscard]] bool unknown_port(const Party& to) const {
    if (!explanation_.port) return false;
    return std::none_of(to.ports.begin(), to.ports.end(),
                        [&](const wiring::Port& port) { return port.port == *explanation_.port || port.target == *explanation_.port; });
  }

  // The name to write: with its port where there is a choice.
  [[nodiscard]] std::string callee(const Party& to) const {
    std::vector<const wiring::Port*> callable;
    for (const wiring::Port& port : to.ports) {
      if (!port.metrics) callable.push_back(&port);
    }
    if (callable.size() < 2) return to_.text;
    for (const wiring::Port* port : callable) {
      if (explanation_.port && (port->port == *explanation_.port || port->target == *explanation_.port))
        return fmt::format("{}:{}", to_.text, port->name);
    }
    return fmt::format("{}:{}", to_.text, callable[0]->name);
  }

  static std::string part(const Party& server) {
    if (server.parts.empty()) return "";
    return "/" + (server.parts.size() == 1 ? server.parts[0].key : std::string("PART"));
  }

  void near_misses() {
    if (!from_.party || !to_.party) return;
    for (const wiring::Link& link : wiring_.links) {
      if (link.from == *from_.party && link.to == *to_.party) {
        const bool of_this_version = from_.version.empty() || std::any_of(link.from_workloads.begin(), link.from_workloads.end(),
                                                                          [&](std::uint32_t w) { return w == from_.workloads[0]; });
        if (!of_this_version) {
          std::string others;
          for (const std::uint32_t workload : link.from_workloads)
            others += (others.empty() ? "" : ", ") + wiring_.workloads[workload].name;
          miss(fmt::format("{} is declared for {} only", said(wiring_, link), others), link.at.said);
        } else if (link.port == 0) {
          miss(fmt::format("{} needs no connection: it is a directory", said(wiring_, link)), link.at.said);
        } else {
          miss(fmt::format("{} is declared, on port {}", said(wiring_, link),
                           link.port == link.target ? fmt::format("{}", link.port)
                                                    : fmt::format("{} (the process listens on {})", link.port, link.target)),
               link.at.said);
        }
      } else if (link.from == *to_.party && link.to == *from_.party && link.verb != Verb::exposes) {
        miss(fmt::format("the link goes the other way: {} declares {}; its answers need no link", to_.text, said(wiring_, link)),
             link.at.said);
      }
    }
    for (const wiring::Link& out : wiring_.links) {
      if (out.from != *from_.party || out.verb != Verb::publishes) continue;
      for (const wiring::Link& in : wiring_.links) {
        if (in.from != *to_.party || in.verb != Verb::consumes || in.to != out.to || in.channel != out.channel) continue;
        miss(fmt::format("they talk through the channel {} of {}: {} publishes, {} consumes", out.channel, wiring_.parties[out.to].display,
                         from_.text, to_.text),
             out.at.said);
      }
    }
  }

  const wiring::Wiring& wiring_;
  const Subject& from_;
  const Subject& to_;
  Explanation& explanation_;
};

}  // namespace

std::string said(const wiring::Wiring& wiring, const wiring::Link& link) {
  const Party& to = wiring.parties[link.to];
  switch (link.verb) {
    case Verb::calls: {
      const bool choice = std::count_if(to.ports.begin(), to.ports.end(), [](const wiring::Port& p) { return !p.metrics; }) > 1;
      return fmt::format("`calls: {}{}`", to.display, choice && !link.port_name.empty() ? ":" + link.port_name : "");
    }
    case Verb::publishes: return fmt::format("`publishes: {}/{}`", to.display, link.channel);
    case Verb::consumes: return fmt::format("`consumes: {}/{}`", to.display, link.channel);
    case Verb::uses: return fmt::format("`uses: {}{}{}`", to.display, link.part_key.empty() ? "" : "/", link.part_key);
    case Verb::exposes: return "`expose`";
  }
  return "";
}

void suggest(const wiring::Wiring& wiring, const Subject& from, const Subject& to, Explanation& explanation) {
  Suggestion(wiring, from, to, explanation).run();
}

}  // namespace portolan::proof
