#include "proof/prover.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "proof/check_objects.h"
#include "proof/compare.h"
#include "proof/declared.h"
#include "proof/evaluate.h"

namespace portolan::proof {

namespace {

std::string side_name(Direction direction, const std::string& pod) { return fmt::format("the {} of {}", to_text(direction), pod); }

Direction opposite(Direction direction) { return direction == Direction::egress ? Direction::ingress : Direction::egress; }

void add_rule(std::vector<RuleName>& rules, RuleName rule) {
  if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(std::move(rule));
}

// Turns what the comparison found into sentences' parts.
class Account {
 public:
  Account(const wiring::Wiring& wiring, const Evaluator& evaluator, const Pairing& pairing)
      : wiring_(wiring), evaluator_(evaluator), pairing_(pairing) {}

  void openings(const Findings& findings, std::vector<Difference>& into) {
    for (const Opening& opening : findings.openings) {
      if (opening.other) {
        between_ours(opening, into);
      } else {
        beyond_ours(opening, into);
      }
    }
    for (auto& [pair, passing] : passing_) {
      Difference difference = connection(Difference::Kind::open, end(pair.first), end(pair.second), passing.ports);
      difference.place = place(pair.first);
      difference.rules = std::move(passing.egress);
      for (RuleName& rule : passing.ingress) difference.rules.push_back(std::move(rule));
      for (const auto& [pod, direction] : passing.not_held)
        difference.rules.push_back({"no policy on", to_text(direction), end(pod).text, ""});
      into.push_back(std::move(difference));
    }
  }

  void refusals(const Findings& findings, std::vector<Difference>& into) const {
    for (const auto& [number, refusal] : findings.refusals) {
      const wiring::Flow& flow = wiring_.flows[number];
      End from = end_of_flow(flow.from), to = end_of_flow(flow.to);
      if (!refusal.addresses.empty()) (flow.to.kind == wiring::Endpoint::Kind::workload ? from : to).text = to_text(refusal.addresses);
      Difference difference = connection(Difference::Kind::refused, from, to, refusal.egress.united(refusal.ingress));
      difference.flow = number;
      difference.place = flow.at.said;
      if (!refusal.egress.empty()) difference.refused_by.push_back(side_name(Direction::egress, from.text));
      if (!refusal.ingress.empty()) difference.refused_by.push_back(side_name(Direction::ingress, to.text));
      into.push_back(std::move(difference));
    }
  }

  void not_held(const Findings& findings, std::vector<Difference>& into) const {
    for (const auto& [pod, direction] : findings.not_held) {
      Difference difference;
      difference.kind = Difference::Kind::not_held;
      difference.object = side_name(direction, end(pod).text);
      difference.problem = evaluator_.model().pods[pod].host_network
                               ? "its pods are on the network of their node, where policies do not hold"
                               : "no policy holds it, so that every connection passes";
      difference.place = place(pod);
      into.push_back(std::move(difference));
    }
  }

  [[nodiscard]] End end_of_flow(const wiring::Endpoint& endpoint) const {
    if (endpoint.kind == wiring::Endpoint::Kind::workload) return {endpoint.workload, display(wiring_, endpoint.workload)};
    Names names;
    return end_of(*peer_of(endpoint, [&](std::string_view text) { return names.keep(text); }), names);
  }

 private:
  struct Passing {
    PortSet ports;
    std::vector<RuleName> egress, ingress;
    std::set<std::pair<PodNumber, Direction>> not_held;
  };

  [[nodiscard]] End end(PodNumber pod) const { return end_of(wiring_, pairing_, evaluator_.model(), pod); }
  [[nodiscard]] text::Span place(PodNumber pod) const {
    const auto workload = pairing_.workload(pod);
    return workload ? wiring_.workloads[*workload].at.said : text::Span{};
  }

  static Difference connection(Difference::Kind kind, End from, End to, const PortSet& ports) {
    Difference difference;
    difference.kind = kind;
    difference.from = std::move(from);
    difference.to = std::move(to);
    difference.ports = to_text(ports);
    return difference;
  }

  void between_ours(const Opening& opening, std::vector<Difference>& into) {
    const Model& model = evaluator_.model();
    std::vector<RulePlace> other_rules;
    const Direction other_side = opposite(opening.direction);
    const PortSet other_ports = evaluator_.open_ports(*opening.other, other_side, opening.pod, &other_rules);
    const bool egress = opening.direction == Direction::egress;
    const PodNumber from = egress ? opening.pod : *opening.other, to = egress ? *opening.other : opening.pod;
    if (const PortSet passing = opening.ports.common(other_ports); !passing.empty()) {
      Passing& entry = passing_[{from, to}];
      entry.ports = entry.ports.united(passing);
      for (const RulePlace& rule : opening.places) add_rule(egress ? entry.egress : entry.ingress, rule_name(model, rule));
      for (const RulePlace& rule : other_rules) {
        const Rule& meant = model.policies[rule.policy].rules(rule.direction)[rule.rule];
        if (!evaluator_.resolve(meant.ports, to).common(passing).empty())
          add_rule(egress ? entry.ingress : entry.egress, rule_name(model, rule));
      }
      if (!evaluator_.held(*opening.other, other_side)) entry.not_held.insert({*opening.other, other_side});
    }
    if (const PortSet stopped = opening.ports.without(other_ports); !stopped.empty()) {
      Difference difference = connection(Difference::Kind::half_open, end(from), end(to), stopped);
      for (const RulePlace& rule : opening.places) add_rule(difference.rules, rule_name(model, rule));
      difference.refused_by.push_back(side_name(other_side, end(*opening.other).text));
      difference.place = place(opening.pod);
      into.push_back(std::move(difference));
    }
  }

  void beyond_ours(const Opening& opening, std::vector<Difference>& into) const {
    const Model& model = evaluator_.model();
    const bool egress = opening.direction == Direction::egress;
    const End ours = end(opening.pod), others = end_of(opening.peer, model.names);
    Difference difference = connection(Difference::Kind::open, egress ? ours : others, egress ? others : ours, opening.ports);
    if (opening.ports.empty()) difference.ports.clear();
    for (const NamedPort& named : opening.named) {
      difference.ports += fmt::format("{}the {} port named {}", difference.ports.empty() ? "" : " and ", to_text(named.transport),
                                      model.names.text(named.name));
    }
    for (const RulePlace& rule : opening.places) add_rule(difference.rules, rule_name(model, rule));
    difference.place = place(opening.pod);
    into.push_back(std::move(difference));
  }

  const wiring::Wiring& wiring_;
  const Evaluator& evaluator_;
  const Pairing& pairing_;
  std::map<std::pair<PodNumber, PodNumber>, Passing> passing_;
};

std::vector<Residual> residuals(const wiring::Wiring& wiring, const Account& account) {
  std::vector<Residual> result;
  for (std::uint32_t i = 0; i < wiring.flows.size(); ++i) {
    const wiring::Flow& flow = wiring.flows[i];
    const bool egress = flow.to.precision == wiring::Precision::any_address;
    if (!egress && flow.from.precision != wiring::Precision::any_address) continue;
    Residual residual;
    residual.flow = i;
    residual.from = account.end_of_flow(egress ? flow.from : flow.to);
    residual.meant = egress ? *flow.to.hosts : *flow.from.hosts;
    residual.ports = to_text(ports_of(flow));
    residual.place = flow.at.said;
    std::string meant;
    for (const std::string& host : residual.meant) meant += (meant.empty() ? "" : ", ") + host;
    residual.sentence = egress ? fmt::format("{} may reach any address on {}", residual.from.text, residual.ports)
                               : fmt::format("any address may reach {} on {}", residual.from.text, residual.ports);
    if (!meant.empty()) residual.sentence += fmt::format(", not only {}: the cluster's policies know no host names", meant);
    if (flow.reason == wiring::Reason::api_server) residual.sentence += ", not only the cluster's API: no policy can name its address";
    result.push_back(std::move(residual));
  }
  return result;
}

Counts counts(const wiring::Wiring& wiring, const Model& model, const Pairing& pairing, const Findings& findings) {
  Counts counts;
  for (std::uint32_t i = 0; i < wiring.workloads.size(); ++i) counts.pods += pairing.pod(i) ? 1 : 0;
  counts.policies = model.policies.size();
  for (const Policy& policy : model.policies) counts.rules += policy.ingress.size() + policy.egress.size();
  counts.services = model.services.size();
  counts.flows = wiring.flows.size();
  counts.pairs = counts.pods * counts.pods;
  counts.connections = counts.pairs * PortSet::all().count();
  counts.allowed = findings.allowed;
  return counts;
}

}  // namespace

Prover::Prover() : model_(std::make_unique<Model>()) {}
Prover::~Prover() = default;
Prover::Prover(Prover&&) noexcept = default;
Prover& Prover::operator=(Prover&&) noexcept = default;

void Prover::add_group(std::span<const value::Value* const> objects) { model_->add(objects); }

void Prover::add_group(std::span<value::Value* const> objects) {
  for (const value::Value* object : objects) model_->add(*object);
}

const Model& Prover::model() const { return *model_; }

Report Prover::finish(const wiring::Wiring& wiring, std::size_t most) {
  const Pairing pairing(wiring, *model_);
  const Declared declared(wiring, *model_, pairing);
  const Evaluator evaluator(*model_);
  const World world = make_world(*model_, evaluator, declared);

  Findings findings;
  findings.most = most;
  compare(world, pairing, findings);

  Report report;
  Account account(wiring, evaluator, pairing);
  account.not_held(findings, report.differences);
  account.openings(findings, report.differences);
  account.refusals(findings, report.differences);
  check_objects(wiring, evaluator, pairing, report.differences);
  check_services(wiring, evaluator, pairing, report.differences);
  report.residuals = residuals(wiring, account);
  report.counts = counts(wiring, *model_, pairing, findings);
  report.cut = findings.cut;
  if (report.differences.size() > 1) {
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t i = 0; i < report.differences.size(); ++i) order.emplace_back(describe_difference(report.differences[i]), i);
    std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
      const text::Span x = report.differences[a.second].place, y = report.differences[b.second].place;
      return std::tuple(x.file, x.begin, std::string_view(a.first)) < std::tuple(y.file, y.begin, std::string_view(b.first));
    });
    std::vector<Difference> sorted;
    for (const auto& [sentence, i] : order) sorted.push_back(std::move(report.differences[i]));
    report.differences = std::move(sorted);
  }
  if (report.differences.size() > most) {
    report.differences.resize(most);
    report.cut = true;
  }
  return report;
}

}  // namespace portolan::proof
