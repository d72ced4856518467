#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "describe/sections.h"
#include "describe/words.h"
#include "wiring/words.h"

// The sections about rights: accounts, what nobody enforces, what was waived, what stays open, what is still to be answered.

namespace portolan::describe {

namespace {

const char* to_text(wiring::Account::Kind kind) {
  switch (kind) {
    case wiring::Account::Kind::made: return "made for it";
    case wiring::Account::Kind::shared: return "shared by all";
    case wiring::Account::Kind::given: return "the program's own";
    case wiring::Account::Kind::none: return "none";
  }
  return "";
}

std::string rights_of(const Facts& facts, const wiring::Account& account) {
  std::vector<std::string> rights;
  for (const std::uint32_t number : account.links) {
    const wiring::Link& link = facts.wiring.links[number];
    std::string right = link.access.empty() ? fmt::format("{} {}", wiring::to_text(link.verb), link.channel) : link.access;
    if (!link.access.empty() && !link.part_key.empty()) right += " " + link.part_key;
    rights.push_back(right);
  }
  std::ranges::sort(rights);
  rights.erase(std::ranges::unique(rights).begin(), rights.end());
  return listed(rights);
}

// Where a flow may reach more than was meant.
void add_wide_flows(const Facts& facts, std::vector<std::string>& points) {
  std::map<std::pair<std::string, std::string>, std::set<std::string>> callers;  // (ports, hosts meant) → workloads
  for (const wiring::Flow& flow : facts.wiring.flows) {
    if (flow.to.precision != wiring::Precision::any_address || flow.from.kind != wiring::Endpoint::Kind::workload) continue;
    std::vector<std::string> numbers;
    for (const wiring::FlowPort& port : flow.ports) numbers.push_back(fmt::format("{}{}", port.port, port.udp ? "/udp" : ""));
    callers[{listed(numbers), listed(*flow.to.hosts)}].insert(facts.wiring.workloads[flow.from.workload].name);
  }
  for (const auto& [key, names] : callers)
    points.push_back(fmt::format(
        "{} can reach any address on port {}{}: plain network policies know no host names (`cluster.fqdn-policy`, or `cidr` of the "
        "external, narrows it)",
        joined({names.begin(), names.end()}), key.first, key.second.empty() ? "" : fmt::format(", though only {} is meant", key.second)));
}

}  // namespace

Section accounts(const Facts& facts) {
  Section section;
  if (facts.wiring.accounts.empty()) return section;
  section.heading = "As whom do they talk to stores and brokers?";
  section.table.columns = {"SERVER", "HOLDER", "ACCOUNT", "USER", "RIGHTS"};
  for (const wiring::Account& account : facts.wiring.accounts)
    section.table.rows.push_back({facts.name(account.server), account.holder ? facts.name(*account.holder) : "every user",
                                  to_text(account.kind), account.user, rights_of(facts, account)});
  return section;
}

Section not_enforced(const Facts& facts) {
  Section section;
  for (const auto* kind : {&facts.stores, &facts.brokers})
    for (const std::uint32_t index : *kind)
      if (const wiring::Party& party = facts.party(index); !party.not_enforced.empty())
        section.points.push_back(fmt::format("{}: {}", party.display, party.not_enforced));
  std::set<std::pair<std::string, std::string>> single;  // links that are open though their server holds the others
  for (const wiring::Link& link : facts.wiring.links)
    if (!link.enforced && !link.unenforced_because.empty() && facts.party(link.to).not_enforced.empty())
      single.insert({fmt::format("{} on {}", facts.caller(link), facts.name(link.to)), link.unenforced_because});
  for (const auto& [where, why] : single) section.points.push_back(fmt::format("{}: {}", where, why));
  if (section.points.empty()) return {};
  section.heading = "What is declared but not enforced?";
  section.answer = "There the network policy is the guard: it lets in the declared clients and nobody else, but does not see what they do.";
  return section;
}

Section waived(const Facts& facts) {
  Section section;
  section.table.columns = {"WORKLOAD", "RULE", "BECAUSE"};
  for (const wiring::Workload& workload : facts.wiring.workloads)
    for (const auto& [rule, reason] : workload.waivers) section.table.rows.push_back({workload.name, rule, reason});
  if (section.table.rows.empty()) return {};
  section.heading = "Which hardening rules are waived?";
  return section;
}

Section residual_risks(const Facts& facts) {
  Section section;
  add_wide_flows(facts, section.points);
  for (const wiring::Secret& secret : facts.wiring.secrets)
    for (const wiring::Secret::Key& key : secret.keys)
      if (key.source == wiring::Secret::Source::built_in)
        section.points.push_back(
            fmt::format("secret {} is built into an image and so is public", secret.chart_name.empty() ? secret.name : secret.chart_name));
  for (const wiring::Unhonoured& unhonoured : facts.wiring.unhonoured)
    section.points.push_back(fmt::format("{}: {}", unhonoured.what, unhonoured.why));
  if (section.points.empty()) return {};
  section.heading = "What stays open?";
  return section;
}

Section open_questions(const Facts& facts, const text::Sources& sources) {
  Section section;
  section.heading = "What is still to be answered?";
  std::vector<const wiring::Question*> questions;
  for (const wiring::Question& question : facts.wiring.questions) questions.push_back(&question);
  if (questions.empty()) {
    section.answer = "Nothing.";
    return section;
  }
  std::ranges::stable_sort(
      questions, [](const auto* left, const auto* right) { return std::tie(left->to, left->about) < std::tie(right->to, right->about); });
  const auto blocking = std::ranges::count_if(questions, [](const auto* question) { return question->blocking; });
  section.answer = blocking == 0 ? fmt::format("{}; none of them holds up `build`.", counted(questions.size(), "question"))
                                 : fmt::format("{}; `build` waits for {} of them.", counted(questions.size(), "question"), blocking);
  section.table.columns = {"TO", "ABOUT", "QUESTION", "HOLDS UP BUILD", "SAID AT"};
  for (const wiring::Question* question : questions)
    section.table.rows.push_back({question->to.empty() ? "the developers" : question->to, question->about, question->text,
                                  question->blocking ? "yes" : "no", sources.line_of(question->at.said)});
  return section;
}

}  // namespace portolan::describe
