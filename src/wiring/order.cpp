#include "wiring/order.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "wiring/places.h"
#include "wiring/targets.h"

namespace portolan::wiring {

namespace {

// Why one workload waits for another; for the cycle.
struct Edge {
  std::uint32_t to = 0;
  std::string because;
  Origin at;
};

class Order {
 public:
  explicit Order(Draft& draft) : draft_(draft), wiring_(draft.wiring), edges_(draft.wiring.workloads.size()) {}

  void collect() {
    find_owning_jobs();
    for (std::uint32_t index = 0; index < wiring_.workloads.size(); ++index) {
      servers(index);
      after(index);
    }
  }

  void finish() {
    state_.assign(edges_.size(), State::fresh);
    for (std::uint32_t index = 0; index < edges_.size(); ++index) visit(index);
    for (std::uint32_t index = 0; index < edges_.size(); ++index) {
      std::vector<std::uint32_t>& after = wiring_.workloads[index].after;
      for (const Edge& edge : edges_[index]) after.push_back(edge.to);
      std::ranges::sort(after);
      after.erase(std::ranges::unique(after).begin(), after.end());
    }
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };

  // Only what runs by itself at a deployment can be waited for.
  static bool runs_once(const Workload& workload) {
    return workload.shape == Workload::Shape::job && workload.job && !workload.job->manual;
  }

  void find_owning_jobs() {
    for (const Link& link : wiring_.links) {
      if (link.verb != Verb::uses || (link.access != "own" && link.access != "admin")) continue;
      for (const std::uint32_t workload : link.from_workloads) {
        if (runs_once(wiring_.workloads[workload])) owners_[link.to].push_back({link.part_key, workload});
      }
    }
  }

  void servers(std::uint32_t index) {
    for (const Declared& declared : draft_.declared[index]) {
      if (declared.link == none || declared.said->verb == chart::Link::Verb::calls) continue;
      const Link& link = wiring_.links[declared.link];
      const Party& server = wiring_.parties[link.to];
      for (const std::uint32_t workload : server.workloads) add(index, workload, fmt::format("uses {}", server.display), link.at);
      const auto owners = owners_.find(link.to);
      if (owners == owners_.end()) continue;
      const bool owns_too = runs_once(wiring_.workloads[index]) && (link.access == "own" || link.access == "admin");
      for (const auto& [part, job] : owners->second) {
        if (job == index || owns_too || (!part.empty() && !link.part_key.empty() && part != link.part_key)) continue;
        add(index, job, fmt::format("uses {}, which {} owns", server.display, wiring_.workloads[job].name), link.at);
      }
    }
  }

  void after(std::uint32_t index) {
    const Workload& workload = wiring_.workloads[index];
    const chart::Service* service = draft_.named_of_party[workload.party]->service;
    if (service == nullptr) return;
    const Speaker speaker{*service, wiring_.parties[workload.party].display};
    for (const auto& [name, at] : service->after) {
      const Named* target = find_target(draft_, chart::Target::parse(name), speaker, any_sort, "after", at);
      if (target == nullptr || !target->active) continue;
      for (const std::uint32_t other : wiring_.parties[target->party].workloads) {
        const Workload& awaited = wiring_.workloads[other];
        if (awaited.job && !runs_once(awaited)) continue;  // never runs by itself, or again and again
        add(index, other, fmt::format("says `after: [{}]`", name), origin(at));
      }
    }
  }

  void add(std::uint32_t from, std::uint32_t to, std::string because, Origin at) {
    if (from != to || because.starts_with("says")) edges_[from].push_back({to, std::move(because), at});
  }

  // Depth-first with a stack of our own: chains may be as long as the application.
  void visit(std::uint32_t start) {
    if (state_[start] != State::fresh) return;
    std::vector<std::pair<std::uint32_t, std::size_t>> path = {{start, 0}};
    state_[start] = State::open;
    while (!path.empty()) {
      auto& [at, next] = path.back();
      if (next == edges_[at].size()) {
        std::uint32_t wave = 0;
        for (const Edge& edge : edges_[at]) wave = std::max(wave, wiring_.workloads[edge.to].wave + 1);
        wiring_.workloads[at].wave = wave;
        state_[at] = State::done;
        path.pop_back();
        continue;
      }
      const std::uint32_t to = edges_[at][next].to;
      if (state_[to] == State::open) {
        refuse_cycle(path, to);
        edges_[at].erase(edges_[at].begin() + static_cast<std::ptrdiff_t>(next));
        continue;
      }
      ++next;
      if (state_[to] == State::fresh) {
        state_[to] = State::open;
        path.emplace_back(to, 0);
      }
    }
  }

  void refuse_cycle(const std::vector<std::pair<std::uint32_t, std::size_t>>& path, std::uint32_t to) {
    auto begin = std::ranges::find(path, to, &std::pair<std::uint32_t, std::size_t>::first);
    std::string names;
    diagnostics::Diagnostic diagnostic{.code = "P0418"};
    for (auto step = begin; step != path.end(); ++step) {
      // Of all but the last step `next` has passed the edge already.
      const Edge& edge = edges_[step->first][std::next(step) == path.end() ? step->second : step->second - 1];
      const Workload& waiting = wiring_.workloads[step->first];
      names += fmt::format("{} waits for ", waiting.name);
      std::string why = fmt::format("`{}` {}", waiting.name, edge.because);
      if (step != begin) {
        diagnostic.notes.push_back({edge.at.said, std::move(why)});
        continue;
      }
      diagnostic.span = edge.at.said;
      diagnostic.label = std::move(why);
    }
    names += wiring_.workloads[to].name;
    diagnostic.message = fmt::format("nothing could start: {}", names);
    diagnostic.hint = "take one of these orders away; calls need none";
    draft_.sink.add(std::move(diagnostic));
  }

  Draft& draft_;
  Wiring& wiring_;
  std::vector<std::vector<Edge>> edges_;                                                // by workload: what it waits for
  std::map<std::uint32_t, std::vector<std::pair<std::string, std::uint32_t>>> owners_;  // server → (part, job)
  std::vector<State> state_;
};

}  // namespace

void make_order(Draft& draft) {
  Order order(draft);
  order.collect();
  order.finish();
}

}  // namespace portolan::wiring
