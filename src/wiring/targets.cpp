#include "wiring/targets.h"

#include <algorithm>

#include <fmt/core.h>

#include "text/edit_distance.h"
#include "wiring/places.h"
#include "wiring/ports.h"

namespace portolan::wiring {

namespace {

std::string sorts_in_words(Sorts sorts) {
  if (sorts == callable) return "service or external";
  if (sorts == usable) return "store or broker";
  return "service, store, broker or external";
}

std::string right_verb(const Named& named, std::string_view verb) {
  if (verb == "after") return "`after` takes services, stores and brokers";
  if (named.sort != Named::Sort::server) return "write it under `calls`";
  return named.server->channels.empty() ? "write it under `uses`"
                                        : "write it under `uses`, or name one of its channels under `publishes` or `consumes`";
}

}  // namespace

std::string list_names(const std::vector<std::string>& names) {
  std::string result;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (index != 0) result += index + 1 == names.size() ? " or " : ", ";
    result += fmt::format("`{}`", names[index]);
  }
  return result;
}

diagnostics::Diagnostic unknown_secret(const Draft& draft, const chart::Reference& reference, std::string_view source,
                                       const chart::Place& at) {
  constexpr std::size_t few = 6;
  diagnostics::Diagnostic diagnostic{.code = "P0415", .message = fmt::format("there is no secret named `{}`", reference.name)};
  const std::vector<std::string_view> known = draft.secrets.names();
  if (const auto nearest = text::nearest(reference.name, known)) {
    diagnostic.hint = fmt::format("did you mean `{}`?", *nearest);
    const std::string with = fmt::format("${{secrets.{}", *nearest);
    diagnostic.fix = draft.fixes.rewrite(at, fmt::format("${{secrets.{}", reference.name), with);
    if (diagnostic.fix) diagnostic.fix->title = fmt::format("write `{}{}{}}}`", with, reference.key.empty() ? "" : ".", reference.key);
    return diagnostic;
  }
  diagnostic.hint = fmt::format("declare it: `secrets: {{{}: {}}}`", reference.name, source);
  if (!known.empty() && known.size() <= few) {
    const std::vector<std::string> names(known.begin(), known.end());
    diagnostic.hint += fmt::format("; or write {}, which {} declared", list_names(names), known.size() == 1 ? "is" : "are");
  }
  return diagnostic;
}

void suggest(Draft& draft, diagnostics::Diagnostic& diagnostic, std::string_view word, const std::vector<std::string_view>& candidates,
             const chart::Target& target, bool reference, const Speaker& speaker, const chart::Place& place) {
  const auto nearest = text::nearest(word, candidates);
  if (!nearest) return;
  if (!reference) draft.suggested.insert({{&speaker.runtime, std::string(*nearest)}, {&speaker.runtime, target.name}});
  diagnostic.hint = fmt::format("did you mean `{}`?", *nearest);
  const std::size_t at = target.raw.find(word);
  if (at == std::string::npos) return;
  std::string better = target.raw;
  better.replace(at, word.size(), *nearest);
  diagnostic.fix = reference ? draft.fixes.rewrite(place, fmt::format("${{{}.", target.raw), fmt::format("${{{}.", better))
                             : draft.fixes.rewrite(place, target.raw, better);
  if (diagnostic.fix) diagnostic.fix->title = fmt::format("write `{}`", better);
}

const Named* find_target(Draft& draft, const chart::Target& target, const Speaker& speaker, Sorts sorts, std::string_view verb,
                         const chart::Place& place) {
  const Names::Lookup lookup = draft.names.find(target.name, target.name_space, speaker.runtime.name_space, sorts);
  if (lookup.found != nullptr) return lookup.found;
  diagnostics::Diagnostic diagnostic;
  if (lookup.candidates.empty()) {
    diagnostic.code = "P0403";
    if (target.name_space.empty()) {
      diagnostic.message = fmt::format("there is no {} named `{}`", sorts_in_words(sorts), target.name);
    } else {
      diagnostic.message =
          fmt::format("there is no {} named `{}` in namespace `{}`", sorts_in_words(sorts), target.name, target.name_space);
      std::vector<std::string> elsewhere;
      for (const Named* other : draft.names.find(target.name, {}, {}, any_sort).candidates)
        elsewhere.push_back(fmt::format("{}.{}", other->name, other->name_space));
      if (elsewhere.empty()) {
        if (const Named* only = draft.names.find(target.name, {}, {}, any_sort).found)
          elsewhere.push_back(fmt::format("{}.{}", only->name, only->name_space));
      }
      if (!elsewhere.empty()) diagnostic.hint = fmt::format("there is {}", list_names(elsewhere));
    }
    if (diagnostic.hint.empty() && draft.suggestions_left != 0) {
      --draft.suggestions_left;
      suggest(draft, diagnostic, target.name, draft.names.names_of(sorts), target, verb.empty(), speaker, place);
    }
    if (diagnostic.hint.empty()) diagnostic.hint = "declare it, as an external if it is not part of this application";
  } else if (lookup.candidates.size() == 1) {
    const Named& other = *lookup.candidates.front();
    diagnostic.code = "P0405";
    diagnostic.message = fmt::format("`{}` is {} {}, which `{}` does not take", target.raw,
                                     other.sort == Named::Sort::external ? "an" : "a", other.word(), verb);
    diagnostic.hint = right_verb(other, verb);
    diagnostic.notes.push_back({other.at->said, fmt::format("`{}` is declared here", other.name)});
  } else {
    std::vector<std::string> names;
    for (const Named* candidate : lookup.candidates) {
      names.push_back(fmt::format("{}.{}", candidate->name, candidate->name_space));
      diagnostic.notes.push_back({candidate->at->said, fmt::format("`{}`", names.back())});
    }
    diagnostic.code = "P0404";
    diagnostic.message = fmt::format("`{}` may mean several: none is in namespace `{}` and other namespaces have {}", target.name,
                                     speaker.runtime.name_space, names.size());
    diagnostic.hint = fmt::format("write {}", list_names(names));
  }
  draft.sink.add(with_layers(std::move(diagnostic), place, speaker.display));
  return nullptr;
}

Channels::Channels(const Names& names) {
  for (const Named& named : names.all()) {
    if (named.server == nullptr) continue;
    for (const chart::Channel& channel : named.server->channels) all_.push_back({&named, &channel});
  }
  std::ranges::stable_sort(all_, {}, [](const FoundChannel& found) -> const std::string& { return found.channel->key; });
}

FoundChannel Channels::find(Draft& draft, const chart::Target& target, const Speaker& speaker, std::string_view verb,
                            const chart::Place& place) const {
  const std::string_view raw = target.raw;
  const std::size_t slash = raw.find('/');
  const std::string_view key = slash == std::string_view::npos ? raw : raw.substr(slash + 1);
  const auto range =
      std::ranges::equal_range(all_, key, {}, [](const FoundChannel& found) -> std::string_view { return found.channel->key; });
  diagnostics::Diagnostic diagnostic;
  if (slash != std::string_view::npos) {
    const Named* broker = find_target(draft, target, speaker, usable, verb, place);
    if (broker == nullptr) return {};
    for (const FoundChannel& found : range) {
      if (found.broker == broker) return found;
    }
    std::vector<std::string_view> others;
    for (const chart::Channel& channel : broker->server->channels) others.push_back(channel.key);
    diagnostic.code = "P0409";
    diagnostic.message = fmt::format("the {} `{}` has no channel `{}`", broker->word(), broker->display(), key);
    diagnostic.notes.push_back({broker->at->said, fmt::format("`{}` is declared here", broker->name)});
    suggest(draft, diagnostic, key, others, target, false, speaker, place);
    if (diagnostic.hint.empty()) diagnostic.hint = fmt::format("add it to `channels` of `{}`", broker->name);
  } else {
    std::vector<FoundChannel> candidates(range.begin(), range.end());
    for (const FoundChannel& found : candidates) {
      const bool only_here = std::ranges::count_if(candidates, [&](const FoundChannel& other) {
                               return other.broker->name_space == speaker.runtime.name_space;
                             }) == 1;
      if (only_here && found.broker->name_space == speaker.runtime.name_space) return found;
    }
    if (candidates.size() == 1) return candidates.front();
    if (candidates.empty()) {
      std::vector<std::string_view> keys;
      for (const FoundChannel& found : all_) {
        if (keys.empty() || keys.back() != found.channel->key) keys.push_back(found.channel->key);
      }
      diagnostic.code = "P0409";
      diagnostic.message = fmt::format("no broker has a channel `{}`", key);
      suggest(draft, diagnostic, key, keys, target, false, speaker, place);
      if (diagnostic.hint.empty()) diagnostic.hint = "declare it under `channels` of the broker that carries it";
    } else {
      std::vector<std::string> names;
      for (const FoundChannel& found : candidates) {
        names.push_back(fmt::format("{}/{}", found.broker->display(), key));
        diagnostic.notes.push_back({found.channel->at.said, fmt::format("`{}`", names.back())});
      }
      diagnostic.code = "P0410";
      diagnostic.message = fmt::format("{} brokers have a channel `{}`", names.size(), key);
      diagnostic.hint = fmt::format("write {}", list_names(names));
    }
  }
  draft.sink.add(with_layers(std::move(diagnostic), place, speaker.display));
  return {};
}

const Port* find_link_port(Draft& draft, const Party& party, const chart::Target& target, const Speaker& speaker, std::string_view verb,
                           const chart::Place& place) {
  diagnostics::Diagnostic diagnostic;
  diagnostic.notes.push_back({party.at.said, fmt::format("`{}` is declared here", party.name)});
  if (!target.port.empty()) {
    if (const Port* port = find_port(party, target.port)) return port;
    std::vector<const Port*> all;
    std::vector<std::string_view> names;
    for (const Port& port : party.ports) {
      all.push_back(&port);
      names.push_back(port.name);
    }
    diagnostic.code = "P0406";
    diagnostic.message = fmt::format("`{}` has no port `{}`", party.display, target.port);
    suggest(draft, diagnostic, target.port, names, target, verb.empty(), speaker, place);
    if (diagnostic.hint.empty()) diagnostic.hint = all.empty() ? "it has no ports at all" : fmt::format("it has {}", list_ports(all));
  } else {
    const std::vector<const Port*> ports = main_ports(party);
    if (ports.size() == 1) return ports.front();
    if (ports.empty()) {
      diagnostic.code = "P0408";
      diagnostic.message = fmt::format("`{}` has no port that could be opened", party.display);
      diagnostic.hint = party.ports.empty()
                            ? fmt::format("declare one under `ports` of `{}`", party.name)
                            : fmt::format("its only port is for metrics; name it: `{}:{}`", target.raw, party.ports.front().name);
    } else {
      std::vector<std::string> choices;
      for (const Port* port : ports)
        choices.push_back(fmt::format("{}{}{}:{}", target.name, target.name_space.empty() ? "" : ".", target.name_space, port->name));
      diagnostic.code = "P0407";
      diagnostic.message = fmt::format("`{}` has {} ports and {} does not say which", party.display, ports.size(),
                                       verb.empty() ? std::string("the reference") : fmt::format("`{}`", verb));
      diagnostic.hint = fmt::format("write {}", list_names(choices));
    }
  }
  draft.sink.add(with_layers(std::move(diagnostic), place, speaker.display));
  return nullptr;
}

}  // namespace portolan::wiring
