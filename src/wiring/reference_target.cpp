#include "wiring/reference_target.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "text/edit_distance.h"
#include "wiring/hosts.h"
#include "wiring/parties.h"
#include "wiring/places.h"
#include "wiring/ports.h"
#include "wiring/texts.h"

namespace portolan::wiring {

namespace {

bool is_channel_field(std::string_view field) { return field == "name" || field == "queue" || field == "group" || field == "vhost"; }
bool is_part_field(std::string_view field) {
  return field == "database" || field == "keyspace" || field == "bucket" || field == "vhost" || field == "name";
}

bool meant_by(const Declared& declared, const chart::Target& target) {
  if (declared.channel == nullptr) return false;
  if (declared.channel->key == target.raw) return true;
  return target.raw == fmt::format("{}/{}", declared.target->name, declared.channel->key) ||
         target.raw == fmt::format("{}.{}/{}", declared.target->name, declared.target->name_space, declared.channel->key);
}

Text literal(std::string_view characters) {
  Text text;
  append(text, characters);
  return text;
}

}  // namespace

TargetValue::TargetValue(Draft& draft, std::uint32_t workload, const Speaker& speaker, const chart::Reference& reference,
                         const chart::Place& at)
    : draft_(draft), workload_(workload), speaker_(speaker), reference_(reference), at_(at) {}

void TargetValue::refuse(diagnostics::Diagnostic diagnostic) { draft_.sink.add(with_layers(std::move(diagnostic), at_, speaker_.display)); }

Text TargetValue::get() {
  if (is_channel_field(reference_.field)) {
    if (const auto text = of_channel()) return *text;
    if (missing()) return {};
  }
  const Named* named = find_target(draft_, reference_.target, speaker_, any_sort, "", at_);
  if (named == nullptr) return {};
  if (reference_.field == "public-url" || reference_.field == "public-host") return of_public(*named);
  if (!find_links(*named)) {
    if (draft_.refused.contains({&speaker_.runtime, named})) return {};  // the link is there, and wrong
    missing_ = named;
    return {};
  }
  if (named->server != nullptr && !named->server->kind_known) return {};  // said where it is declared
  if (named->active) return of_party(*named, draft_.wiring.parties[named->party]);
  diagnostics::Sink nobody_asks_what_is_off;
  const Party off = party_of(*named, nobody_asks_what_is_off);
  return of_party(*named, off);
}

std::optional<Text> TargetValue::of_channel() {
  for (const Declared& declared : draft_.declared[workload_]) {
    if (!meant_by(declared, reference_.target)) continue;
    const chart::Consume& consume = *declared.said->consume;
    const Link* link = declared.link == none ? nullptr : &draft_.wiring.links[declared.link];
    if (link != nullptr) draft_.told_channels.insert(declared.link);
    if (reference_.field == "name") return literal(declared.channel->name);
    if (reference_.field == "vhost") return literal(declared.channel->vhost);
    if (declared.said->verb != chart::Link::Verb::consumes) continue;
    if (reference_.field == "queue") return literal(link != nullptr ? link->queue : consume.queue);
    return literal(link != nullptr ? link->group : consume.group);
  }
  if (!draft_.names.find(reference_.target.name, reference_.target.name_space, speaker_.runtime.name_space, any_sort).candidates.empty() ||
      draft_.names.find(reference_.target.name, reference_.target.name_space, speaker_.runtime.name_space, any_sort).found != nullptr) {
    return std::nullopt;
  }
  for (const chart::Server& server : draft_.chart.servers) {
    for (const chart::Channel& channel : server.channels) {
      if (channel.key == reference_.target.raw) missing_channel_ = &channel;
    }
  }
  return std::nullopt;
}

// The links that the reference may rest on. One's own name needs none.
bool TargetValue::find_links(const Named& named) {
  if (named.name == speaker_.runtime.name && named.name_space == speaker_.runtime.name_space) return true;
  const chart::Target& target = reference_.target;
  for (const Declared& declared : draft_.declared[workload_]) {
    if (declared.target != &named) continue;
    const bool to_port =
        target.port.empty() || declared.link == none || draft_.wiring.links[declared.link].port_name == target.port ||
        std::to_string(draft_.wiring.links[declared.link].port) == target.port ||
        (draft_.wiring.links[declared.link].port_name.empty() && draft_.wiring.parties[named.party].ports.front().name == target.port);
    const bool to_part =
        target.part.empty() || declared.link == none || declared.said->target.part.empty() || declared.said->target.part == target.part;
    if (to_port && to_part) declared_.push_back(&declared);
  }
  return !declared_.empty();
}

Text TargetValue::of_party(const Named& named, const Party& party) {
  const std::string& field = reference_.field;
  if (field == "host") return one_host(named, party);
  if (field == "port" || field == "address") {
    const Port* port = choose_port(party);
    if (port == nullptr) return {};
    Text text = field == "address" ? one_host(named, party) : Text();
    append(text, fmt::format("{}{}", field == "address" ? ":" : "", port->port));
    return text;
  }
  if (field == "url") return url(named, party);
  if (field == "addresses" && (named.server != nullptr || party.headless || party.hosts.size() > 1)) {
    const Port* port = choose_port(party);
    if (port == nullptr) return {};
    Text text;
    for (const Text& member : members_of(draft_, party, named, speaker_.runtime.name_space)) {
      if (!text.empty()) append(text, ",");
      append(text, member);
      append(text, fmt::format(":{}", port->port));
    }
    return text;
  }
  if (named.server != nullptr) return of_server(named, party);
  refuse_field(named);
  return {};
}

Text TargetValue::of_server(const Named& named, const Party& party) {
  const std::string& field = reference_.field;
  if (field == "user" || field == "password") return login(party, field == "password", false);
  if (field == "ca") return literal(fmt::format("/etc/portolan/ca/{}.crt", party.name));
  if (is_part_field(field) && !party.parts.empty()) {
    const auto part = chosen_part(named, party);
    return part ? literal(*part) : Text();
  }
  if (field == "schema") {
    for (const Declared* declared : declared_) {
      if (!declared->said->use->schema.empty()) return literal(declared->said->use->schema);
    }
  }
  refuse_field(named);
  return {};
}

void TargetValue::refuse_field(const Named& named) {
  std::vector<std::string_view> fields = {"host", "port", "address"};
  if (named.server != nullptr)
    fields.insert(fields.end(), {"addresses", "url", "user", "password", "ca", "database", "schema", "vhost", "name"});
  else
    fields.insert(fields.end(), {"url", "public-url", "public-host"});
  const bool known = std::ranges::find(fields, reference_.field) != fields.end();
  std::string hint;
  std::optional<diagnostics::Fix> fix;
  if (const auto nearest = text::nearest(reference_.field, fields); nearest && !known) {
    hint = fmt::format("did you mean `{}`?", *nearest);
    fix = draft_.fixes.rewrite(at_, reference_.raw, fmt::format("${{{}.{}}}", reference_.target.raw, *nearest));
  } else {
    std::vector<std::string> list(fields.begin(), fields.end());
    hint = fmt::format("there are {}", list_names(list));
  }
  refuse({.code = "P0413",
          .message =
              fmt::format("`{}` means nothing: the {} `{}` has no `{}`", reference_.raw, named.word(), named.display(), reference_.field),
          .notes = {{named.at->said, fmt::format("`{}` is declared here", named.name)}},
          .hint = std::move(hint),
          .fix = std::move(fix)});
}

const Port* TargetValue::choose_port(const Party& party) {
  if (reference_.target.port.empty() && !declared_.empty()) {
    const Port* chosen = nullptr;
    bool several = false;
    for (const Declared* declared : declared_) {
      if (declared->link == none) continue;
      const Link& link = draft_.wiring.links[declared->link];
      const Port* port = link.port_name.empty() ? &party.ports.front() : find_port(party, link.port_name);
      several = several || (chosen != nullptr && port != chosen);
      chosen = port;
    }
    if (chosen != nullptr && !several) return chosen;
  }
  // A link to what is off says by its own target which port is meant.
  chart::Target target = reference_.target;
  if (target.port.empty() && declared_.size() == 1 && declared_.front()->link == none && declared_.front()->channel == nullptr)
    target.port = declared_.front()->said->target.port;
  return find_link_port(draft_, party, target, speaker_, "", at_);
}

Text TargetValue::one_host(const Named& named, const Party& party) {
  Text text = host_of(party, named, speaker_.runtime.name_space);
  const chart::External* external = named.external != nullptr ? named.external
                                    : named.server != nullptr ? named.server->external.get()
                                                              : nullptr;
  if (!text.empty() || (external != nullptr && !external->question.empty())) return text;
  refuse({.code = "P0424",
          .message = fmt::format("`{}` has no one host: `{}` stands for many", reference_.raw, named.display()),
          .notes = {{named.at->said, fmt::format("`{}` is declared here", named.name)}},
          .hint = "write the host that the program calls as a literal, or declare an external with that one host"});
  return text;
}

std::string TargetValue::missing_name() const {
  return missing_ != nullptr ? missing_->display() : missing_channel_ != nullptr ? missing_channel_->key : std::string();
}

void TargetValue::refuse_missing() {
  diagnostics::Diagnostic diagnostic{.code = "P0412"};
  const std::string name = missing_name();
  if (draft_.suggested.contains({&speaker_.runtime, missing_ != nullptr ? std::string(missing_->name) : name}))
    return;  // the link is there, misspelt
  if (missing_channel_ != nullptr) {
    diagnostic.message = fmt::format("`{}` refers to the channel `{}` without a link to it", speaker_.display, name);
    diagnostic.notes.push_back({missing_channel_->at.said, fmt::format("`{}` is declared here", name)});
    diagnostic.hint = fmt::format("add `{}` to `publishes` or `consumes` of `{}`", name, speaker_.runtime.name);
  } else {
    const bool server = missing_->server != nullptr;
    const std::string port = reference_.target.port.empty() || server ? "" : fmt::format(":{}", reference_.target.port);
    diagnostic.message = fmt::format("`{}` refers to the {} `{}{}` without a link to it", speaker_.display, missing_->word(), name, port);
    diagnostic.notes.push_back({missing_->at->said, fmt::format("`{}` is declared here", missing_->name)});
    diagnostic.hint = fmt::format("add `{}{}` to `{}` of `{}`", name, port, server ? "uses" : "calls", speaker_.runtime.name);
    const chart::Target& target = reference_.target;
    const std::string written =
        server ? target.raw : fmt::format("{}{}{}{}", target.name, target.name_space.empty() ? "" : ".", target.name_space, port);
    diagnostic.fix = draft_.fixes.add_link(speaker_.runtime, server ? "uses" : "calls", written);
  }
  refuse(std::move(diagnostic));
}

}  // namespace portolan::wiring
