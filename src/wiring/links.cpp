#include "wiring/links.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

#include "wiring/call_options.h"
#include "wiring/parties.h"
#include "wiring/places.h"
#include "wiring/routes.h"
#include "wiring/targets.h"
#include "wiring/used_part.h"

namespace portolan::wiring {

namespace {

struct Candidate {
  Link link;
  std::uint32_t workload = 0;
  std::size_t position = 0;  // in Draft::declared of the workload
};

Verb verb_of(chart::Link::Verb verb) {
  switch (verb) {
    case chart::Link::Verb::calls: return Verb::calls;
    case chart::Link::Verb::publishes: return Verb::publishes;
    case chart::Link::Verb::consumes: return Verb::consumes;
    case chart::Link::Verb::uses: return Verb::uses;
  }
  return Verb::calls;
}

auto key(const Link& link) {
  return std::tie(link.to, link.verb, link.port, link.target, link.part_key, link.channel, link.schema, link.access);
}

class Maker {
 public:
  explicit Maker(Draft& draft) : draft_(draft), channels_(draft.names) {}

  void workload(std::uint32_t index, std::vector<Candidate>& candidates) {
    const Workload& workload = draft_.wiring.workloads[index];
    const chart::Runtime& runtime = *draft_.runtime_of_workload[index];
    const Speaker speaker{runtime, draft_.wiring.parties[workload.party].display};
    for (const chart::Link& said : runtime.links) {
      Declared declared{.said = &said};
      Link link;
      link.from = workload.party;
      link.verb = verb_of(said.verb);
      link.at = origin(said.at);
      if (!resolve(speaker, said, declared, link)) {
        note_refused(runtime, said, declared.target);
        continue;
      }
      const bool off = declared.target != nullptr && !declared.target->active;
      if (!off) candidates.push_back({std::move(link), index, draft_.declared[index].size()});
      draft_.declared[index].push_back(declared);
    }
  }

 private:
  // Whether the link stands: not where a diagnostic was given or a default names oneself.
  bool resolve(const Speaker& speaker, const chart::Link& said, Declared& declared, Link& link) {
    switch (said.verb) {
      case chart::Link::Verb::calls: return call(speaker, said, declared, link);
      case chart::Link::Verb::publishes:
      case chart::Link::Verb::consumes: return channel(speaker, said, declared, link);
      case chart::Link::Verb::uses: return use(speaker, said, declared, link);
    }
    return false;
  }

  // What a link that is wrong was meant for needs no second message where a reference names it.
  void note_refused(const chart::Runtime& runtime, const chart::Link& said, const Named* target) {
    if (target != nullptr) {
      draft_.refused.insert({&runtime, target});
      return;
    }
    const bool of_channel = said.verb == chart::Link::Verb::publishes || said.verb == chart::Link::Verb::consumes;
    if (of_channel && said.target.part.empty()) return;
    const Names::Lookup meant = draft_.names.find(said.target.name, said.target.name_space, runtime.name_space, any_sort);
    if (meant.found != nullptr) draft_.refused.insert({&runtime, meant.found});
    for (const Named* candidate : meant.candidates) draft_.refused.insert({&runtime, candidate});
  }

  bool find_port(const Speaker& speaker, const chart::Link& said, std::string_view verb, Link& link) {
    const Party& callee = draft_.wiring.parties[link.to];
    if (callee.is_volume) return true;
    const chart::External* external = draft_.external_of(link.to);
    if (external != nullptr && external->ports.empty() && !external->question.empty()) return false;
    const Port* port = find_link_port(
        draft_, callee, said.verb == chart::Link::Verb::calls || said.verb == chart::Link::Verb::uses ? said.target : chart::Target{},
        speaker, verb, said.at);
    if (port == nullptr) return false;
    link.port_name = callee.kind == PartyKind::external && callee.ports.size() == 1 ? std::string() : port->name;
    link.port = port->port;
    link.target = port->target;
    link.protocol = port->protocol;
    return true;
  }

  bool call(const Speaker& speaker, const chart::Link& said, Declared& declared, Link& link) {
    declared.target = find_target(draft_, said.target, speaker, callable, "calls", said.at);
    if (declared.target == nullptr) return false;
    const bool itself = declared.target->name == speaker.runtime.name && declared.target->name_space == speaker.runtime.name_space;
    if (itself && said.target.port.empty()) {
      if (!said.inherited) refuse_call_to_oneself(speaker, said);
      return false;
    }
    if (!declared.target->active) return true;
    link.to = declared.target->party;
    if (!find_port(speaker, said, "calls", link)) return false;
    link.options = call_options(*said.call, port_options(*declared.target, link.port_name), draft_.chart.mesh.calls);
    return true;
  }

  void refuse_call_to_oneself(const Speaker& speaker, const chart::Link& said) {
    draft_.sink.add(
        with_layers({.code = "P0416",
                     .message = fmt::format("`{}` calls itself without naming a port", speaker.display),
                     .hint = fmt::format("remove the link, or write `{}:PORT` where its replicas talk to one another", said.target.raw)},
                    said.at, speaker.display));
  }

  bool channel(const Speaker& speaker, const chart::Link& said, Declared& declared, Link& link) {
    const bool consumes = said.verb == chart::Link::Verb::consumes;
    const char* verb = consumes ? "consumes" : "publishes";
    const FoundChannel found = channels_.find(draft_, said.target, speaker, verb, said.at);
    if (found.channel == nullptr) return false;
    declared.target = found.broker;
    declared.channel = found.channel;
    if (!found.broker->active) return true;
    link.to = found.broker->party;
    link.channel = found.channel->key;
    if (!find_port(speaker, said, verb, link)) return false;
    link.keys = consumes ? said.consume->keys : said.publish->keys;
    link.declares = consumes ? said.consume->declares : said.publish->declares;
    link.reply = consumes ? said.consume->reply : said.publish->reply;
    if (consumes) take_consumer(speaker, said, found, link);
    return true;
  }

  void take_consumer(const Speaker& speaker, const chart::Link& said, const FoundChannel& found, Link& link) {
    const bool rabbit = found.broker->server->entry->grants == "rabbitmq";
    if (!said.consume->headers.empty()) link.headers = said.consume->headers;
    link.dead_letter = said.consume->dead_letter.empty() ? found.channel->dead_letter : said.consume->dead_letter;
    link.max_deliveries = said.consume->max_deliveries ? said.consume->max_deliveries : found.channel->max_deliveries;
    if (!rabbit) {
      // All who consume a queue share its messages: where a queue is made of a group, they share that.
      const std::string& grants = found.broker->server->entry->grants;
      const bool shared = found.channel->kind == "queue" && (grants == "nats" || grants == "kafka");
      const std::string& usual = shared ? found.channel->name : speaker.runtime.name;
      link.group = said.consume->group.empty() ? usual : said.consume->group;
    } else if (!said.consume->group.empty()) {
      draft_.sink.add(with_layers(
          {.code = "P0422",
           .message = fmt::format("RabbitMQ has no consumer groups, but `{}` names one for `{}`", speaker.display, said.target.raw),
           .hint = "did you mean `queue`? Services that share a queue compete for its messages"},
          said.at, speaker.display));
    }
    if (rabbit) {
      link.queue = !said.consume->queue.empty()     ? said.consume->queue
                   : found.channel->kind == "topic" ? fmt::format("{}.{}", speaker.runtime.name, found.channel->key)
                                                    : found.channel->name;
    }
  }

  bool use(const Speaker& speaker, const chart::Link& said, Declared& declared, Link& link) {
    if (said.target.name == "kubernetes") {
      link.to = outside_party(draft_, "(kubernetes)", "");
      link.protocol = Protocol::https;
      link.port = link.target = 443;
      link.part = link.part_key = said.target.part;
      return true;
    }
    declared.target = find_target(draft_, said.target, speaker, usable, "uses", said.at);
    if (declared.target == nullptr) return false;
    const chart::Server& server = *declared.target->server;
    if (!find_part(draft_, speaker, said, *declared.target, declared)) return false;
    if (!declared.target->active) return true;
    link.to = declared.target->party;
    if (!find_port(speaker, said, "uses", link)) return false;
    const bool whole = said.target.part.empty() && server.parts.size() > 1;
    if (declared.part != nullptr) {
      link.part_key = declared.part->key;
      link.part = declared.part->name;
    } else if (!whole) {
      link.part = link.part_key = said.target.part;
    }
    link.access = said.use->access;
    link.only = said.use->only;
    link.grant = said.use->grant;
    link.schema = said.use->schema;
    link.mount = said.use->mount;
    return server.entry->name != "volume" || check_mount(draft_, speaker, said, *declared.target);
  }

  Draft& draft_;
  Channels channels_;
};

void append(Draft& draft, std::vector<Candidate>& candidates) {
  std::ranges::stable_sort(candidates, [](const Candidate& left, const Candidate& right) { return key(left.link) < key(right.link); });
  for (Candidate& candidate : candidates) {
    std::vector<Link>& links = draft.wiring.links;
    const bool same = !links.empty() && links.back().from == candidate.link.from && key(links.back()) == key(candidate.link);
    if (!same) links.push_back(std::move(candidate.link));
    Link& link = links.back();
    if (std::ranges::find(link.from_workloads, candidate.workload) != link.from_workloads.end()) {
      const Declared& twice = draft.declared[candidate.workload][candidate.position];
      const Party& party = draft.wiring.parties[link.from];
      draft.sink.add(with_layers({.code = "P0417",
                                  .severity = diagnostics::Severity::warning,
                                  .message = fmt::format("`{}` has the link `{}` twice", party.display, twice.said->target.raw),
                                  .notes = {{link.at.said, "the other one stands here"}},
                                  .hint = "keep one of them"},
                                 twice.said->at, party.display));
    } else {
      link.from_workloads.push_back(candidate.workload);
    }
    draft.declared[candidate.workload][candidate.position].link = static_cast<std::uint32_t>(links.size() - 1);
  }
}

}  // namespace

void make_links(Draft& draft) {
  Maker maker(draft);
  ExposeLinks exposed(draft);
  std::vector<Candidate> candidates;
  std::size_t said = 0;
  for (const chart::Runtime* runtime : draft.runtime_of_workload) said += runtime->links.size() + runtime->expose.size();
  draft.wiring.links.reserve(said);
  for (std::uint32_t party = 0; party < draft.wiring.parties.size(); ++party) {
    candidates.clear();
    for (const std::uint32_t workload : draft.wiring.parties[party].workloads) maker.workload(workload, candidates);
    append(draft, candidates);
    exposed.append_from(party);
  }
  draft.links_to.resize(draft.wiring.parties.size());
  for (std::uint32_t index = 0; index < draft.wiring.links.size(); ++index) draft.links_to[draft.wiring.links[index].to].push_back(index);
}

}  // namespace portolan::wiring
