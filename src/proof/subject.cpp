#include "proof/subject.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "proof/declared.h"
#include "text/edit_distance.h"

namespace portolan::proof {

namespace {

using wiring::Endpoint;
using wiring::PartyKind;
using wiring::Reason;

// Ends that no chart declares, and the reasons for which flows lead there.
struct Outside {
  std::string_view name;
  std::vector<Reason> reasons;
};
const std::vector<Outside>& outsides() {
  static const std::vector<Outside> table = {
      {"(gateway)", {Reason::gateway}},
      {"(internet)", {Reason::load_balancer, Reason::node_port}},
      {"(kubernetes)", {Reason::api_server}},
      {"(scraper)", {Reason::scraper}},
      {"(dns)", {Reason::dns}},
      {"(node)", {}},
  };
  return table;
}

std::string qualified(const wiring::Party& party) { return fmt::format("{}.{}", party.name, party.name_space); }

}  // namespace

FoundSubject find_subject(const wiring::Wiring& wiring, std::string_view name) {
  std::vector<std::uint32_t> found;
  std::vector<std::string_view> known;
  for (std::uint32_t i = 0; i < wiring.parties.size(); ++i) {
    const wiring::Party& party = wiring.parties[i];
    if (party.display == name || qualified(party) == name) {
      found = {i};
      break;
    }
    if (party.name == name) found.push_back(i);
    known.push_back(party.display.empty() ? std::string_view(party.name) : std::string_view(party.display));
  }
  if (found.size() > 1) {
    std::string candidates;
    for (const std::uint32_t i : found) candidates += fmt::format("{}`{}`", candidates.empty() ? "" : ", ", qualified(wiring.parties[i]));
    return {std::nullopt, fmt::format("`{}` may mean {}", name, candidates)};
  }
  if (found.size() == 1) {
    const wiring::Party& party = wiring.parties[found[0]];
    return {Subject{party.display.empty() ? party.name : party.display, found[0], party.workloads, "", ""}, ""};
  }
  for (std::uint32_t i = 0; i < wiring.workloads.size(); ++i) {
    const wiring::Workload& workload = wiring.workloads[i];
    if (workload.name != name && fmt::format("{}.{}", workload.name, workload.name_space) != name) continue;
    return {Subject{display(wiring, i), workload.party, {i}, workload.version, ""}, ""};
  }
  for (const Outside& outside : outsides()) {
    if (outside.name == name) return {Subject{std::string(name), std::nullopt, {}, "", std::string(name)}, ""};
    known.push_back(outside.name);
  }
  std::string problem = fmt::format("there is no `{}` in this environment and its profiles", name);
  if (const auto near = text::nearest(name, known)) problem += fmt::format("; did you mean `{}`?", *near);
  return {std::nullopt, problem};
}

bool means(const Subject& subject, const wiring::Wiring& wiring, const wiring::Flow& flow, const Endpoint& end) {
  if (end.kind == Endpoint::Kind::workload) {
    return std::find(subject.workloads.begin(), subject.workloads.end(), end.workload) != subject.workloads.end();
  }
  if (!subject.workloads.empty()) return false;
  const std::string_view name = subject.party ? std::string_view(wiring.parties[*subject.party].name) : std::string_view(subject.outside);
  for (const Outside& outside : outsides()) {
    if (outside.name != name) continue;
    if (std::find(outside.reasons.begin(), outside.reasons.end(), flow.reason) != outside.reasons.end()) return true;
    if (name == "(internet)" && end.kind == Endpoint::Kind::world) return true;
  }
  if (!subject.party) return false;
  if (flow.link) {
    const wiring::Link& link = wiring.links[*flow.link];
    if (link.from == *subject.party || link.to == *subject.party) return true;
  }
  // A peer from another application, which no link names.
  const wiring::Party& party = wiring.parties[*subject.party];
  if (party.kind != PartyKind::outside || end.kind != Endpoint::Kind::peer || flow.reason != Reason::other_application) return false;
  if (end.peer->name_space != party.name_space) return false;
  return party.name == "*"
             ? end.peer->labels.empty()
             : std::any_of(end.peer->labels.begin(), end.peer->labels.end(), [&](const auto& label) { return label.second == party.name; });
}

}  // namespace portolan::proof
