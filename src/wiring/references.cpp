#include "wiring/references.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "wiring/hosts.h"
#include "wiring/parties.h"
#include "wiring/places.h"
#include "wiring/ports.h"
#include "wiring/reference_target.h"
#include "wiring/texts.h"

namespace portolan::wiring {

References::References(Draft& draft, std::uint32_t workload)
    : draft_(draft),
      index_(workload),
      runtime_(*draft.runtime_of_workload[workload]),
      party_(draft.wiring.parties[draft.wiring.workloads[workload].party]),
      speaker_{runtime_, party_.display} {}

Text References::fill(const chart::Template& text) {
  Text result;
  for (const chart::Segment& segment : text.segments) {
    if (!segment.reference)
      append(result, segment.literal);
    else
      append(result, value_of(*segment.reference, text.at));
  }
  return result;
}

std::optional<Text> References::fill_variable(const chart::EnvVar& variable) {
  may_drop_ = variable.inherited;
  lost_.clear();
  Text text = fill(variable.value);
  may_drop_ = false;
  if (lost_.empty()) return text;
  draft_.sink.add(with_layers(
      {.code = "P0419",
       .severity = diagnostics::Severity::note,
       .message = fmt::format("`{}` of `{}` goes with its link to `{}`, which was removed", variable.name, party_.display, lost_),
       .hint = fmt::format("say `{}` at `{}` itself to keep it", variable.name, party_.display)},
      variable.value.at, party_.display));
  return std::nullopt;
}

Text References::value_of(const chart::Reference& reference, const chart::Place& at) {
  using Scope = chart::Reference::Scope;
  Text text;
  switch (reference.scope) {
    case Scope::secrets: return of_secret(reference, at);
    case Scope::self: return of_self(reference, at);
    case Scope::pod:
      if (reference.field == "ip")
        append(text, Piece::Kind::pod_ip);
      else
        append(text, Piece::Kind::pod_name);
      return text;
    case Scope::node:
      if (reference.field == "ip")
        append(text, Piece::Kind::node_ip);
      else
        append(text, Piece::Kind::node_name);
      return text;
    case Scope::target: break;
  }
  TargetValue value(draft_, index_, speaker_, reference, at);
  text = value.get();
  if (!value.missing()) return text;
  if (may_drop_ && removed(reference))
    lost_ = value.missing_name();
  else
    value.refuse_missing();
  return {};
}

// Whether a null took the link away that the reference needs.
bool References::removed(const chart::Reference& reference) const {
  return std::ranges::any_of(runtime_.removed_links, [&](const std::string& raw) {
    const chart::Target target = chart::Target::parse(raw);
    if (raw == reference.target.raw || target.part == reference.target.raw) return true;
    return target.name == reference.target.name &&
           (target.port == reference.target.port || target.port.empty() || reference.target.port.empty());
  });
}

Text References::of_secret(const chart::Reference& reference, const chart::Place& at) {
  const chart::Secret* secret = draft_.secrets.find(reference.name);
  if (secret == nullptr) {
    draft_.sink.add(with_layers(unknown_secret(draft_, reference, "{env: VARIABLE}", at), at, party_.display));
    return {};
  }
  diagnostics::Diagnostic diagnostic{.code = "P0415"};
  std::vector<std::string_view> keys;
  for (const auto& [key, source] : secret->keys) keys.push_back(key);
  const bool pair = secret->source.kind == chart::SecretSource::Kind::generate && secret->source.detail == "rsa";
  if (keys.empty() && pair) keys = {"private", "public"};
  const bool known = keys.empty() ? reference.key.empty() : std::ranges::find(keys, reference.key) != keys.end();
  if (known) {
    Text text;
    append(text, draft_.secrets.of_chart(*secret, reference.key, runtime_.name_space));
    return text;
  }
  if (keys.empty()) {
    diagnostic.message = fmt::format("the secret `{}` has one value and no key `{}`", secret->name, reference.key);
    diagnostic.hint = fmt::format("write `${{secrets.{}}}`", secret->name);
  } else {
    std::vector<std::string> choices;
    for (const std::string_view key : keys) choices.push_back(fmt::format("${{secrets.{}.{}}}", secret->name, key));
    diagnostic.message = reference.key.empty()
                             ? fmt::format("the secret `{}` has {} values and the reference does not say which", secret->name, keys.size())
                             : fmt::format("the secret `{}` has no key `{}`", secret->name, reference.key);
    diagnostic.hint = fmt::format("write {}", list_names(choices));
  }
  diagnostic.notes.push_back({secret->at.said, fmt::format("`{}` is declared here", secret->name)});
  draft_.sink.add(with_layers(std::move(diagnostic), at, party_.display));
  return {};
}

// One's own port is the listening one; one's own host is what others say.
Text References::of_self(const chart::Reference& reference, const chart::Place& at) {
  const Named& self = *draft_.named_of_party[draft_.wiring.workloads[index_].party];
  Text text;
  if (reference.field == "host") return host_of(party_, self, runtime_.name_space);
  const bool addresses = reference.field == "addresses";
  if (reference.field != "port" && !addresses) {
    draft_.sink.add(with_layers({.code = "P0413",
                                 .message = fmt::format("`{}` means nothing: `self` has no `{}`", reference.raw, reference.field),
                                 .hint = "`self` has `name`, `namespace`, `version`, `host`, `port` and `addresses`"},
                                at, party_.display));
    return {};
  }
  chart::Target target;
  target.name = target.raw = "self";
  target.port = reference.target.port;
  const Port* port = find_link_port(draft_, party_, target, speaker_, "", at);
  if (port == nullptr) return {};
  if (!addresses) {
    append(text, std::to_string(port->target));
    return text;
  }
  for (const Text& member : members_of(draft_, party_, self, runtime_.name_space)) {
    if (!text.empty()) append(text, ",");
    append(text, member);
    append(text, fmt::format(":{}", port->port));
  }
  return text;
}

}  // namespace portolan::wiring
