#include "wiring/questions.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include <fmt/core.h>

#include "wiring/literal_hosts.h"
#include "wiring/places.h"
#include "wiring/targets.h"

namespace portolan::wiring {

namespace {

class Asker {
 public:
  explicit Asker(Draft& draft) : draft_(draft) {}

  void written() {
    for (const chart::Question& question : draft_.chart.questions) {
      ask("P1001", question.text, "put the answer in place of the question", question.to, question.about, question.at, question.blocking);
    }
  }

  void externals() {
    for (const chart::External& external : draft_.chart.externals) address(external, external.name, external.owner);
    for (const chart::Server& server : draft_.chart.servers) {
      if (server.active && server.external) address(*server.external, server.name, server.owner);
    }
  }

  void secrets() {
    for (const chart::Secret& secret : draft_.chart.secrets) {
      const auto unanswered = [](const chart::SecretSource& source) { return source.kind == chart::SecretSource::Kind::none; };
      const auto remote = [](const chart::SecretSource& source) { return source.kind == chart::SecretSource::Kind::remote; };
      const bool away = remote(secret.source) || std::ranges::any_of(secret.keys, [&](const auto& key) { return remote(key.second); });
      if (away && draft_.chart.cluster.secret_store.empty()) {
        ask("P1015", fmt::format("which store of the cluster has the secret `{}`?", secret.name),
            "write `cluster: {secret-store: NAME}`, a ClusterSecretStore; until then no ExternalSecret is made for it", secret.owner,
            fmt::format("secrets.{}", secret.name), secret.at, false);
      }
      const bool open = secret.keys.empty() ? unanswered(secret.source)
                                            : std::ranges::any_of(secret.keys, [&](const auto& key) { return unanswered(key.second); });
      if (!open || !secret.question.empty()) continue;
      ask("P1015", fmt::format("where does the secret `{}` come from?", secret.name),
          "write `env`, `file`, `cluster`, `remote` or `generate`", secret.owner, fmt::format("secrets.{}", secret.name), secret.at, true);
    }
  }

  void resources() {
    for (const chart::Service& service : draft_.chart.services) {
      if (!service.active) continue;
      bool said = service.resources.said;
      for (const chart::Version& version : service.versions) said = said || version.runtime.resources.said;
      if (!said) {
        ask("P1018", fmt::format("how much processor and memory does `{}` need?", service.name),
            "write `resources: {cpu: 100m..1, memory: 256Mi}`; this is what it gets until then", service.owner, service.name, service.at,
            false);
      }
    }
  }

  void servers() {
    for (std::uint32_t index = 0; index < draft_.wiring.parties.size(); ++index) {
      const chart::Server* server = draft_.server_of(index);
      if (server == nullptr) continue;
      const Party& party = draft_.wiring.parties[index];
      if (draft_.links_to[index].empty()) {
        ask("P1019", fmt::format("does anybody use the {} `{}`?", server->broker ? "broker" : "store", party.display),
            "add it to `uses` of those who do, or remove it", party.owner, party.display, server->at, false);
      } else if (!server->external) {  // the other end of what exists already may be another team's
        channels(index, *server);
        built_in_names(index, *server);
      }
    }
  }

 private:
  void ask(std::string_view code, std::string text, std::string hint, std::string to, std::string about, const chart::Place& at,
           bool blocking) {
    draft_.sink.add(with_layers({.code = code,
                                 .severity = diagnostics::Severity::question,
                                 .message = std::move(text),
                                 .hint = std::move(hint),
                                 .to = std::move(to),
                                 .about = about,
                                 .blocking = blocking},
                                at, about));
  }

  void address(const chart::External& external, const std::string& name, const std::string& owner) {
    if (!external.hosts.empty() || !external.cidrs.empty() || external.service || !external.question.empty()) return;
    ask("P1010", fmt::format("what is the address of `{}`?", name), "write `host`, `url`, `cidr` or `service`", owner, name, external.at,
        true);
  }

  void channels(std::uint32_t index, const chart::Server& server) {
    const Party& party = draft_.wiring.parties[index];
    std::set<std::string_view> published, consumed;
    bool whole = false;
    for (const std::uint32_t link_index : draft_.links_to[index]) {
      const Link& link = draft_.wiring.links[link_index];
      if (link.verb == Verb::publishes) published.insert(link.channel);
      if (link.verb == Verb::consumes) {
        consumed.insert(link.channel);
        if (!link.dead_letter.empty()) published.insert(link.dead_letter);
      }
      whole = whole || (link.verb == Verb::uses && link.access != "monitor");
    }
    for (const chart::Channel& channel : server.channels) {
      if (!channel.dead_letter.empty()) published.insert(channel.dead_letter);
    }
    for (const chart::Channel& channel : server.channels) {
      if (whole) break;  // somebody uses the broker as a whole, who may be the other end
      const bool in = published.contains(channel.key), out = consumed.contains(channel.key);
      if (in && out) continue;
      const std::string missing = !in && !out ? fmt::format("who publishes and who consumes `{}` of `{}`?", channel.key, party.display)
                                  : in        ? fmt::format("who consumes `{}` of `{}`?", channel.key, party.display)
                                              : fmt::format("who publishes `{}` of `{}`?", channel.key, party.display);
      ask("P1020", missing, "add it to `publishes` or `consumes` of those who do, or remove the channel", party.owner, party.display,
          channel.at, false);
    }
  }

  // Who declares a queue must be one: the broker's topology or the programs. Where no program is told a channel's name, it has the
  // name built in, and then most often the declaration too.
  void built_in_names(std::uint32_t index, const chart::Server& server) {
    if (server.app_topology || (server.entry->grants != "rabbitmq" && server.entry->grants != "nats" && server.entry->grants != "kafka"))
      return;
    const Party& party = draft_.wiring.parties[index];
    std::set<std::string> built_in;
    for (const Channel& channel : party.channels) {
      if (!channel.app_declares) built_in.insert(channel.key);
    }
    std::set<std::string_view> linked;
    for (const std::uint32_t link : draft_.links_to[index]) {
      linked.insert(draft_.wiring.links[link].channel);
      if (draft_.told_channels.contains(link)) built_in.erase(draft_.wiring.links[link].channel);
    }
    std::erase_if(built_in, [&](const std::string& key) { return !linked.contains(key); });
    if (built_in.empty()) return;
    const std::vector<std::string> names(built_in.begin(), built_in.end());
    ask("P1021",
        fmt::format("do the programs of `{}` declare {} themselves? No variable tells them the names", party.display, list_names(names)),
        "if they do, write `topology: app`; if not, nothing is to be done", party.owner, party.display, server.at, false);
  }

  Draft& draft_;
};

}  // namespace

void ask_questions(Draft& draft) {
  Asker asker(draft);
  asker.written();
  asker.externals();
  asker.secrets();
  asker.resources();
  asker.servers();
  ask_literal_hosts(draft);
}

void take_questions(Draft& draft, std::size_t first) {
  const auto& all = draft.sink.all();
  for (std::size_t index = first; index < all.size(); ++index) {
    const diagnostics::Diagnostic& one = all[index];
    if (one.severity != diagnostics::Severity::question) continue;
    const text::Span via = one.notes.empty() ? text::Span{} : one.notes.front().span;
    draft.wiring.questions.push_back({std::string(one.code), one.to, one.about, one.message, one.blocking, {one.span, via}});
  }
  std::ranges::stable_sort(draft.wiring.questions, [](const Question& left, const Question& right) {
    return std::tie(left.to, left.about, left.code, left.text, left.at.said.file, left.at.said.begin) <
           std::tie(right.to, right.about, right.code, right.text, right.at.said.file, right.at.said.begin);
  });
  const auto rest = std::ranges::unique(draft.wiring.questions, [](const Question& left, const Question& right) {
    return left.code == right.code && left.about == right.about && left.text == right.text && left.at.said == right.at.said;
  });
  draft.wiring.questions.erase(rest.begin(), rest.end());
}

}  // namespace portolan::wiring
