#include "proof/neighbours.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/core.h>

#include "proof/declared.h"
#include "proof/evaluate.h"

namespace portolan::proof {

namespace {

using Kind = Disagreement::Kind;
using PodPair = std::pair<PodNumber, PodNumber>;  // caller, called

// What one end says of one pair: the ports, and the flow that says it first.
struct Word {
  PortSet ports;
  const wiring::Flow* flow = nullptr;
};

class Comparison {
 public:
  Comparison(std::span<const Neighbour> applications, const Model& model)
      : applications_(applications), model_(model), evaluator_(model), homes_(model.pods.size()) {
    for (std::size_t i = 0; i < applications.size(); ++i) pairings_.emplace_back(*applications[i].wiring, model);
  }

  Agreement run() {
    settle();
    for (std::size_t i = 0; i < applications_.size(); ++i) hear(i);
    agree();
    for (std::size_t i = 0; i < applications_.size(); ++i) look_for_openings(i);
    return std::move(result_);
  }

 private:
  // Which application each pod belongs to; a workload that two have belongs to the first.
  void settle() {
    for (std::size_t i = 0; i < applications_.size(); ++i) {
      const wiring::Wiring& wiring = *applications_[i].wiring;
      for (std::uint32_t workload = 0; workload < wiring.workloads.size(); ++workload) {
        const auto pod = pairings_[i].pod(workload);
        if (!pod) continue;
        if (homes_[*pod]) {
          add(Kind::made_twice,
              fmt::format("{} and {} both make the workload {}.{}", applications_[*homes_[*pod]].file, applications_[i].file,
                          wiring.workloads[workload].name, wiring.workloads[workload].name_space),
              "rename one of them, or give one application another namespace", wiring.workloads[workload].at.said);
        } else {
          homes_[*pod] = i;
        }
      }
    }
  }

  [[nodiscard]] bool is_of(PodNumber pod, std::size_t application) const { return homes_[pod] == application; }

  [[nodiscard]] std::string name(PodNumber pod) const {
    const std::size_t home = *homes_[pod];
    const wiring::Workload& workload = applications_[home].wiring->workloads[*pairings_[home].workload(pod)];
    return fmt::format("{}.{}", workload.name, workload.name_space);
  }

  [[nodiscard]] text::Span place(PodNumber pod) const {
    const std::size_t home = *homes_[pod];
    return applications_[home].wiring->workloads[*pairings_[home].workload(pod)].at.said;
  }

  // Pods of other applications that an end outside of this one means.
  [[nodiscard]] std::vector<PodNumber> strangers(const wiring::Endpoint& end, std::size_t application) const {
    std::vector<PodNumber> result;
    if (end.kind != wiring::Endpoint::Kind::peer) return result;
    const auto peer = peer_of(end, [this](std::string_view text) { return model_.names.find(text); });
    for (const PodNumber pod : evaluator_.select(*peer))
      if (homes_[pod] && !is_of(pod, application)) result.push_back(pod);
    return result;
  }

  // Whether another application of these makes workloads in the namespace, so that it should have who is meant.
  [[nodiscard]] const Neighbour* owner_of(const std::string& name_space, std::size_t asking) const {
    for (std::size_t i = 0; i < applications_.size(); ++i) {
      if (i == asking) continue;
      for (const wiring::Workload& workload : applications_[i].wiring->workloads)
        if (workload.name_space == name_space) return &applications_[i];
    }
    return nullptr;
  }

  // Takes down what one application says of the pods of the others.
  void hear(std::size_t application) {
    const wiring::Wiring& wiring = *applications_[application].wiring;
    for (const wiring::Flow& flow : wiring.flows) {
      const bool out = flow.from.kind == wiring::Endpoint::Kind::workload;
      const wiring::Endpoint &near = out ? flow.from : flow.to, &far = out ? flow.to : flow.from;
      if (near.kind != wiring::Endpoint::Kind::workload || far.kind != wiring::Endpoint::Kind::peer) continue;
      const auto own = pairings_[application].pod(near.workload);
      if (!own || !is_of(*own, application)) continue;
      const std::vector<PodNumber> others = strangers(far, application);
      const PortSet ports = ports_of(flow);
      for (const PodNumber other : others) {
        Word& word = out ? callers_[{*own, other}] : called_[{other, *own}];
        word.ports = word.ports.united(ports);
        if (word.flow == nullptr || is_explicit(flow)) word.flow = &flow;
      }
      if (others.empty() && is_explicit(flow)) nobody(application, flow, near, far, out);
    }
  }

  // Said by the file as a link to another application, not derived.
  static bool is_explicit(const wiring::Flow& flow) {
    return flow.link && (flow.reason == wiring::Reason::declared || flow.reason == wiring::Reason::other_application);
  }

  void nobody(std::size_t application, const wiring::Flow& flow, const wiring::Endpoint& near, const wiring::Endpoint& far, bool out) {
    const Neighbour* owner = owner_of(far.peer->name_space, application);
    if (owner == nullptr) return;
    const wiring::Wiring& wiring = *applications_[application].wiring;
    const wiring::Link& link = wiring.links[*flow.link];
    const wiring::Party& meant = wiring.parties[out ? link.to : link.from];
    if (!said_.insert({application, *flow.link, near.workload}).second) return;
    std::string who;
    if (const auto label = far.peer->labels.find(wiring::party_label); label != far.peer->labels.end())
      who = fmt::format("{}.{}", label->second, far.peer->name_space);
    else
      who = fmt::format("{} in the namespace {}", meant.name, far.peer->name_space);
    add(Kind::nobody_there,
        out ? fmt::format("{} calls {}, which {} does not have", display(wiring, near.workload), who, owner->file)
            : fmt::format("{} is exposed to {}, which {} does not have", display(wiring, near.workload), who, owner->file),
        fmt::format("write a workload of {} as NAME.{}", owner->file, far.peer->name_space), flow.at.said);
  }

  void agree() {
    for (const auto& [pair, word] : callers_) {
      const auto answer = called_.find(pair);
      const PortSet agreed = answer == called_.end() ? PortSet() : word.ports.common(answer->second.ports);
      if (!agreed.empty()) {
        ++result_.agreed;
        const PortSet passing = passing_ports(pair);
        if (const PortSet stopped = agreed.without(passing); !stopped.empty())
          add(Kind::refused,
              fmt::format("{} calls {} on {}, as both applications declare, but their objects refuse it", name(pair.first),
                          name(pair.second), to_text(stopped)),
              {}, word.flow->at.said);
      }
      const PortSet alone = word.ports.without(agreed);
      if (alone.empty() || !is_explicit(*word.flow)) continue;
      const std::string& file = applications_[*homes_[pair.second]].file;
      if (answer == called_.end()) {
        add(Kind::not_invited,
            fmt::format("{} calls {} on {}, which {} does not expose to it", name(pair.first), name(pair.second), to_text(alone), file),
            fmt::format("add `expose: {{to: {}}}` to {} in {}", party_name(pair.first), name(pair.second), file), word.flow->at.said);
      } else {
        add(Kind::other_port,
            fmt::format("{} calls {} on {}, but {} exposes {} to it", name(pair.first), name(pair.second), to_text(alone), file,
                        to_text(answer->second.ports)),
            "the port of the external is the one that the other process listens on; `80:8080` says that its Service has another",
            word.flow->at.said);
      }
    }
    for (const auto& [pair, word] : called_) {
      // Whoever invites a whole namespace does not expect every workload of it.
      if (!is_explicit(*word.flow) || word.flow->from.peer->labels.empty() || callers_.contains(pair)) continue;
      const std::string& file = applications_[*homes_[pair.first]].file;
      add(Kind::not_called, fmt::format("{} is exposed to {}, which does not call it", name(pair.second), name(pair.first)),
          fmt::format("add an external with `service: {}` and a call of it to {}, or take it out of `expose`", party_name(pair.second),
                      file),
          word.flow->at.said);
    }
  }

  [[nodiscard]] PortSet passing_ports(const PodPair& pair) const {
    return evaluator_.open_ports(pair.first, Direction::egress, pair.second)
        .common(evaluator_.open_ports(pair.second, Direction::ingress, pair.first));
  }

  // Whatever the objects let pass between two applications must be the word of both.
  void look_for_openings(std::size_t application) {
    for (PodNumber pod = 0; pod < homes_.size(); ++pod) {
      if (!is_of(pod, application)) continue;
      for (const PodNumber other : reachable(pod)) {
        if (!homes_[other] || is_of(other, application)) continue;
        const PodPair pair{pod, other};
        PortSet open = passing_ports(pair);
        const auto caller = callers_.find(pair), called = called_.find(pair);
        if (caller != callers_.end() && called != called_.end()) open = open.without(caller->second.ports.common(called->second.ports));
        if (open.empty()) continue;
        add(Kind::open,
            fmt::format("{} reaches {} of {} on {}, which the two do not declare", name(pod), name(other),
                        applications_[*homes_[other]].file, to_text(open)),
            {}, place(pod));
      }
    }
  }

  [[nodiscard]] std::vector<PodNumber> reachable(PodNumber pod) const {
    std::vector<PodNumber> result;
    if (!evaluator_.held(pod, Direction::egress)) {
      for (PodNumber other = 0; other < homes_.size(); ++other) result.push_back(other);
      return result;
    }
    for (const std::uint32_t policy : evaluator_.holding(pod, Direction::egress)) {
      for (const Rule& rule : model_.policies[policy].egress) {
        for (const PeerNumber peer : rule.peers) {
          if (model_.peers[peer].kind != Peer::Kind::pods && model_.peers[peer].kind != Peer::Kind::everyone) continue;
          const std::vector<PodNumber> found = evaluator_.select(model_.peers[peer]);
          result.insert(result.end(), found.begin(), found.end());
        }
      }
    }
    std::ranges::sort(result);
    result.erase(std::ranges::unique(result).begin(), result.end());
    return result;
  }

  [[nodiscard]] std::string party_name(PodNumber pod) const {
    const std::size_t home = *homes_[pod];
    const wiring::Wiring& wiring = *applications_[home].wiring;
    const wiring::Workload& workload = wiring.workloads[*pairings_[home].workload(pod)];
    return fmt::format("{}.{}", wiring.parties[workload.party].name, workload.name_space);
  }

  void add(Kind kind, std::string sentence, std::string hint, text::Span where) {
    result_.disagreements.push_back({kind, std::move(sentence), std::move(hint), where});
  }

  std::span<const Neighbour> applications_;
  const Model& model_;
  const Evaluator evaluator_;
  std::vector<Pairing> pairings_;
  std::vector<std::optional<std::size_t>> homes_;  // by pod
  std::map<PodPair, Word> callers_, called_;       // what the caller's application says, and the called one's
  std::set<std::tuple<std::size_t, std::uint32_t, std::uint32_t>> said_;
  Agreement result_;
};

}  // namespace

bool Agreement::holds() const {
  return std::ranges::all_of(disagreements, [](const Disagreement& one) { return one.kind == Kind::not_called; });
}

Agreement compare_neighbours(std::span<const Neighbour> applications, const Model& model) { return Comparison(applications, model).run(); }

}  // namespace portolan::proof
