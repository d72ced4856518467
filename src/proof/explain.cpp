#include "proof/explain.h"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "proof/compare.h"
#include "proof/declared.h"
#include "proof/evaluate.h"
#include "proof/subject.h"
#include "proof/suggest.h"
#include "wiring/words.h"

namespace portolan::proof {

namespace {

using wiring::Endpoint;
using wiring::Verb;

void add_rules(const Model& model, const std::vector<RulePlace>& places, std::vector<RuleName>& into) {
  for (const RulePlace& place : places) {
    RuleName name = rule_name(model, place);
    if (std::find(into.begin(), into.end(), name) == into.end()) into.push_back(std::move(name));
  }
}

class Question {
 public:
  Question(const wiring::Wiring& wiring, const Model& model) : wiring_(wiring), model_(model), pairing_(wiring, model), evaluator_(model) {}

  Explanation ask(std::string_view from, std::string_view to) {
    // A port stands behind the last colon.
    std::string_view port;
    if (const std::size_t colon = to.rfind(':'); colon != std::string_view::npos) {
      port = to.substr(colon + 1);
      to = to.substr(0, colon);
    }
    answer_.from = from;
    answer_.to = to;
    if (!find(from, from_) || !find(to, to_) || !find_port(port)) {
      answer_.answer = Explanation::Answer::unknown;
      return std::move(answer_);
    }
    answer_.from = from_.text;
    answer_.to = to_.text;
    if (from_.outside == "(node)") {
      answer_.answer = Explanation::Answer::yes;
      answer_.remarks.emplace_back(
          "a node always reaches the pods that run on it: that is how probes work, and no policy decides about it");
      return std::move(answer_);
    }
    grants();
    bool open = !answer_.grants.empty();
    const bool both_ours = !from_.workloads.empty() && !to_.workloads.empty();
    if (both_ours) open = between_pods();
    answer_.answer = open ? Explanation::Answer::yes : Explanation::Answer::no;
    if (open) {
      if (answer_.grants.empty())
        add_remark("the objects let it through though nothing in the file declares it: `portolan check` names the rules");
      for (const std::string& refused : refused_) add_remark("not every version: " + refused);
      return std::move(answer_);
    }
    const bool declared = !answer_.grants.empty() || !answer_.refused_by.empty();
    answer_.grants.clear();
    answer_.remarks.clear();
    answer_.refused_by.insert(answer_.refused_by.end(), refused_.begin(), refused_.end());
    if (declared) {
      add_remark("the file declares it, and the objects refuse it: `portolan check` says what differs");
    } else {
      if (!both_ours) refused_outside();
      suggest(wiring_, from_, to_, answer_);
    }
    return std::move(answer_);
  }

 private:
  bool find(std::string_view name, Subject& subject) {
    FoundSubject found = find_subject(wiring_, name);
    if (found.subject) {
      subject = std::move(*found.subject);
      return true;
    }
    answer_.problem = std::move(found.problem);
    return false;
  }

  // What was asked, as listening ports; empty: any.
  bool find_port(std::string_view port) {
    if (port.empty()) return true;
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    const bool is_number = error == std::errc{} && end == port.data() + port.size();
    const std::vector<wiring::Port> none;
    const std::vector<wiring::Port>& ports = to_.party ? wiring_.parties[*to_.party].ports : none;
    for (const wiring::Port& candidate : ports) {
      const bool meant = is_number ? candidate.port == number || candidate.target == number : candidate.name == port;
      if (!meant) continue;
      asked_.push_back(candidate.target);
      if (!answer_.port) answer_.port = is_number ? number : candidate.port;
    }
    if (!asked_.empty()) return true;
    if (!is_number) {
      std::string known;
      for (const wiring::Port& candidate : ports) known += fmt::format("{}`{}`", known.empty() ? "" : ", ", candidate.name);
      answer_.problem = fmt::format("`{}` has no port `{}`", to_.text, port);
      if (!known.empty()) answer_.problem += fmt::format("; it has {}", known);
      return false;
    }
    asked_.push_back(number);
    answer_.port = number;
    return true;
  }

  [[nodiscard]] PortSet asked(const PortSet& ports) const {
    if (asked_.empty()) return ports;
    std::vector<PortRange> ranges;
    for (const std::uint16_t port : asked_) {
      for (const Transport transport : {Transport::tcp, Transport::udp, Transport::sctp}) ranges.push_back({transport, port, port});
    }
    return ports.common(PortSet(std::move(ranges)));
  }

  void grants() {
    for (std::uint32_t i = 0; i < wiring_.flows.size(); ++i) {
      const wiring::Flow& flow = wiring_.flows[i];
      if (!means(from_, wiring_, flow, flow.from) || !means(to_, wiring_, flow, flow.to)) continue;
      const PortSet ports = asked(ports_of(flow));
      if (ports.empty()) continue;
      Explanation::Grant grant;
      grant.flow = i;
      grant.link = flow.link;
      grant.from = end_text(flow.from, from_);
      grant.to = end_text(flow.to, to_);
      grant.ports = to_text(ports);
      grant.reason = to_text(flow.reason);
      grant.because = because(flow);
      grant.place = flow.at.said;
      add_rules(model_, rules_for(flow.from, flow.to, Direction::egress, ports), grant.egress);
      add_rules(model_, rules_for(flow.to, flow.from, Direction::ingress, ports), grant.ingress);
      const bool ours = flow.from.kind == Endpoint::Kind::workload && flow.to.kind == Endpoint::Kind::workload;
      const bool refused = (flow.from.kind == Endpoint::Kind::workload && grant.egress.empty() && held(flow.from, Direction::egress)) ||
                           (flow.to.kind == Endpoint::Kind::workload && grant.ingress.empty() && held(flow.to, Direction::ingress));
      if (refused && !ours) {  // between our own pods, between_pods says who refuses
        answer_.refused_by.push_back(
            fmt::format("no rule of the objects lets through what the file declares from {} to {}", grant.from, grant.to));
        continue;
      }
      remark(flow);
      answer_.grants.push_back(std::move(grant));
    }
  }

  void remark(const wiring::Flow& flow) {
    if (flow.link) {
      const wiring::Link& link = wiring_.links[*flow.link];
      if (!link.enforced && !link.unenforced_because.empty()) {
        add_remark(fmt::format("{} does not hold {} to {}: {}", wiring_.parties[link.to].display, from_.text, said(wiring_, link),
                               link.unenforced_because));
      }
    }
    if (flow.to.precision == wiring::Precision::any_address) {
      std::string meant;
      for (const std::string& host : *flow.to.hosts) meant += (meant.empty() ? "" : ", ") + host;
      add_remark(fmt::format("the cluster's policies know no host names: {} may reach any address on {}, not only {}", from_.text,
                             to_text(ports_of(flow)), meant.empty() ? to_.text : meant));
    }
  }

  void add_remark(std::string remark) {
    if (std::find(answer_.remarks.begin(), answer_.remarks.end(), remark) == answer_.remarks.end())
      answer_.remarks.push_back(std::move(remark));
  }

  [[nodiscard]] bool held(const Endpoint& end, Direction direction) const {
    const auto pod = pairing_.pod(end.workload);
    return !pod || evaluator_.held(*pod, direction);
  }

  [[nodiscard]] std::string end_text(const Endpoint& end, const Subject& subject) const {
    return end.kind == Endpoint::Kind::workload ? display(wiring_, end.workload) : subject.text;
  }

  [[nodiscard]] std::string because(const wiring::Flow& flow) const {
    std::string text;
    if (flow.link) {
      const wiring::Link& link = wiring_.links[*flow.link];
      const wiring::Party& speaker =
          wiring_
              .parties[link.verb == Verb::exposes && wiring_.parties[link.from].kind == wiring::PartyKind::outside ? link.to : link.from];
      text = fmt::format("{} declares {}", speaker.display, said(wiring_, link));
    }
    if (flow.reason == wiring::Reason::declared && !text.empty()) return text;
    if (!flow.why.empty()) return text.empty() ? "derived: " + flow.why : text + ": " + flow.why;
    return text.empty() ? fmt::format("derived: {}", to_text(flow.reason)) : text;
  }

  // The rules on the side of `here` that let `there` through on some of the ports.
  [[nodiscard]] std::vector<RulePlace> rules_for(const Endpoint& here, const Endpoint& there, Direction direction,
                                                 const PortSet& ports) const {
    std::vector<RulePlace> result;
    if (here.kind != Endpoint::Kind::workload) return result;
    const auto pod = pairing_.pod(here.workload);
    if (!pod) return result;
    const auto other = there.kind == Endpoint::Kind::workload ? pairing_.pod(there.workload) : std::nullopt;
    const auto peer = peer_of(there, [&](std::string_view text) { return model_.names.find(text); });
    for (const std::uint32_t policy : evaluator_.holding(*pod, direction)) {
      const auto& rules = model_.policies[policy].rules(direction);
      for (std::uint32_t i = 0; i < rules.size(); ++i) {
        const bool named = direction == Direction::ingress || other;
        const PortSet open = named ? evaluator_.resolve(rules[i].ports, direction == Direction::ingress ? *pod : *other)
                                   : model_.ports[rules[i].ports].numbers;
        if (open.common(ports).empty()) continue;
        const bool matches = std::any_of(rules[i].peers.begin(), rules[i].peers.end(), [&](PeerNumber number) {
          return other ? evaluator_.peer_matches(model_.peers[number], *other) : peer && touches(model_.peers[number], *peer);
        });
        if (matches) result.push_back({policy, direction, i});
      }
    }
    return result;
  }

  // Several blocks may share what one flow names.
  [[nodiscard]] bool touches(const Peer& rule, const Peer& flow) const {
    if (rule.kind == Peer::Kind::addresses && flow.kind == rule.kind) return flow.addresses.without(rule.addresses) != flow.addresses;
    return includes(rule, flow, model_);
  }

  // Whether some pod of the one reaches some pod of the other, by the objects alone; who refuses where not.
  bool between_pods() {
    bool open = false;
    for (const std::uint32_t a : from_.workloads) {
      for (const std::uint32_t b : to_.workloads) {
        const auto from = pairing_.pod(a), to = pairing_.pod(b);
        if (!from || !to) continue;
        const PortSet out = asked(evaluator_.open_ports(*from, Direction::egress, *to));
        const PortSet in = asked(evaluator_.open_ports(*to, Direction::ingress, *from));
        open = open || !out.common(in).empty();
        if (out.empty()) refused_.push_back(refusal(*from, Direction::egress, a, b));
        if (in.empty()) refused_.push_back(refusal(*to, Direction::ingress, b, a));
        if (!out.empty() && !in.empty() && out.common(in).empty()) {
          refused_.push_back(
              fmt::format("{} lets out {}, {} lets in {}", display(wiring_, a), to_text(out), display(wiring_, b), to_text(in)));
        }
      }
    }
    return open;
  }

  [[nodiscard]] std::string refusal(PodNumber pod, Direction direction, std::uint32_t here, std::uint32_t there) const {
    std::string policies;
    const auto holding = evaluator_.holding(pod, direction);
    // Policies with rules are the ones to look at; without any, all of them refuse alike.
    const bool some_rule = std::any_of(holding.begin(), holding.end(),
                                       [&](std::uint32_t number) { return !model_.policies[number].rules(direction).empty(); });
    for (const std::uint32_t number : holding) {
      const Policy& policy = model_.policies[number];
      if (some_rule && policy.rules(direction).empty()) continue;
      policies += fmt::format("{}{} {}/{}", policies.empty() ? "" : ", ", model_.names.text(policy.kind),
                              model_.names.text(policy.name_space), model_.names.text(policy.name));
    }
    const std::string port = answer_.port ? fmt::format(" on port {}", *answer_.port) : "";
    return direction == Direction::egress ? fmt::format("the egress of {}: no rule of {} leads to {}{}", display(wiring_, here), policies,
                                                        display(wiring_, there), port)
                                          : fmt::format("the ingress of {}: no rule of {} admits {}{}", display(wiring_, here), policies,
                                                        display(wiring_, there), port);
  }

  void refused_outside() {
    for (const std::uint32_t workload : from_.workloads)
      answer_.refused_by.push_back(fmt::format("the egress of {}: no flow leads to {}", display(wiring_, workload), to_.text));
    for (const std::uint32_t workload : to_.workloads)
      answer_.refused_by.push_back(fmt::format("the ingress of {}: no flow admits {}", display(wiring_, workload), from_.text));
  }

  const wiring::Wiring& wiring_;
  const Model& model_;
  const Pairing pairing_;
  const Evaluator evaluator_;
  Subject from_, to_;
  std::vector<std::uint16_t> asked_;
  std::vector<std::string> refused_;  // between our own pods: which side of which pair
  Explanation answer_;
};

}  // namespace

Explanation explain(const wiring::Wiring& wiring, const Model& model, std::string_view from, std::string_view to) {
  return Question(wiring, model).ask(from, to);
}

}  // namespace portolan::proof
