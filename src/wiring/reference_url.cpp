#include <algorithm>

#include <fmt/core.h>

#include "wiring/hosts.h"
#include "wiring/places.h"
#include "wiring/reference_target.h"
#include "wiring/texts.h"

// The fields that know more than an address: URLs in the kind's own form, accounts, parts, and the host that browsers say.

namespace portolan::wiring {

namespace {

struct Scheme {
  std::string_view name;
  std::uint16_t port;
};

Scheme scheme_of(Protocol protocol) {
  if (protocol == Protocol::http || protocol == Protocol::http2) return {"http", 80};
  return protocol == Protocol::https ? Scheme{"https", 443} : Scheme{};
}

}  // namespace

Text TargetValue::url(const Named& named, const Party& party) {
  if (named.external != nullptr && !named.external->url.empty() && named.external->tls != "originate") {
    Text text;
    append(text, named.external->url);
    return text;
  }
  const Port* port = choose_port(party);
  if (port == nullptr) return {};
  if (named.server != nullptr) return server_url(named, party, *port);
  // A sidecar that originates TLS is spoken to in plain HTTP.
  const bool originate = named.external != nullptr && named.external->tls == "originate";
  const Scheme scheme = originate ? Scheme{"http", 80} : scheme_of(port->protocol);
  if (scheme.name.empty()) {
    refuse({.code = "P0414",
            .message = fmt::format("`{}` has no URL: port `{}` speaks {}", reference_.raw, port->name, to_text(port->protocol)),
            .notes = {{named.at->said, fmt::format("`{}` is declared here", named.name)}},
            .hint = fmt::format("use `${{{}.address}}`", reference_.target.raw),
            .fix = draft_.fixes.rewrite(at_, reference_.raw, fmt::format("${{{}.address}}", reference_.target.raw))});
    return {};
  }
  Text text;
  append(text, fmt::format("{}://", scheme.name));
  append(text, one_host(named, party));
  if (named.external == nullptr || port->port != scheme.port) append(text, fmt::format(":{}", port->port));
  if (named.external != nullptr) append(text, named.external->base_path);
  return text;
}

Text TargetValue::server_url(const Named& named, const Party& party, const Port& port) {
  const catalog::Kind& kind = *named.server->entry;
  bool several = false;
  const auto account = chosen_account(several);
  const std::string_view form = account ? kind.url : kind.url_without_account;
  if (form.empty()) {
    refuse({.code = "P0414",
            .message = fmt::format("`{}` has no URL: {} knows no such form", reference_.raw, kind.title),
            .notes = {{named.at->said, fmt::format("`{}` is declared here", named.name)}},
            .hint = fmt::format("use `${{{}.address}}`", reference_.target.raw),
            .fix = draft_.fixes.rewrite(at_, reference_.raw, fmt::format("${{{}.address}}", reference_.target.raw))});
    return {};
  }
  Text text;
  std::string_view rest = form;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    append(text, rest.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = rest.find('}', open);
    const std::string_view word = rest.substr(open + 1, close - open - 1);
    rest = rest.substr(close + 1);
    if (word == "host")
      append(text, one_host(named, party));
    else if (word == "port")
      append(text, std::to_string(port.port));
    else if (word == "user" || word == "password")
      append(text, login(party, word == "password", true));
    else if (word == "part")
      append(text, percent_encoded(chosen_part(named, party).value_or("")));
    else if (word == "addresses") {
      bool first = true;
      for (const Text& member : members_of(draft_, party, named, speaker_.runtime.name_space)) {
        if (!first) append(text, ",");
        append(text, member);
        append(text, fmt::format(":{}", port.port));
        first = false;
      }
    }
  }
  return text;
}

std::optional<std::string> TargetValue::chosen_part(const Named& named, const Party& party) {
  std::vector<std::string> parts;
  for (const Declared* declared : declared_) {
    if (!reference_.target.part.empty() && declared->said->target.part != reference_.target.part && declared->part == nullptr) continue;
    if (declared->part != nullptr)
      parts.push_back(declared->part->name);
    else if (declared->channel != nullptr)
      parts.push_back(declared->channel->vhost.empty() ? (party.parts.empty() ? "" : party.parts.front().name) : declared->channel->vhost);
    else if (!declared->said->target.part.empty())
      parts.push_back(declared->said->target.part);
  }
  if (!reference_.target.part.empty()) {
    const auto said = std::ranges::find(party.parts, reference_.target.part, &Part::key);
    return said == party.parts.end() ? reference_.target.part : said->name;
  }
  std::ranges::sort(parts);
  parts.erase(std::ranges::unique(parts).begin(), parts.end());
  if (parts.size() == 1) return parts.front();
  if (parts.empty() && party.parts.size() <= 1) return party.parts.empty() ? std::string() : party.parts.front().name;
  std::vector<std::string> choices;
  for (const Part& part : party.parts) choices.push_back(fmt::format("${{{}/{}.{}}}", reference_.target.raw, part.key, reference_.field));
  refuse({.code = "P0420",
          .message = fmt::format("`{}` does not say which of the {} of `{}` is meant", reference_.raw, named.server->entry->parts,
                                 named.display()),
          .notes = {{named.at->said, fmt::format("`{}` is declared here", named.name)}},
          .hint = fmt::format("write {}", list_names(choices))});
  return std::nullopt;
}

std::optional<std::uint32_t> TargetValue::chosen_account(bool& several) const {
  std::optional<std::uint32_t> chosen;
  for (const Declared* declared : declared_) {
    if (declared->link == none) continue;
    const std::optional<std::uint32_t> account = draft_.wiring.links[declared->link].account;
    several = several || (chosen && account && *chosen != *account);
    if (account) chosen = account;
  }
  return chosen;
}

Text TargetValue::login(const Party& party, bool password, bool encoded) {
  bool several = false;
  const auto index = chosen_account(several);
  Text text;
  if (several) {
    refuse({.code = "P0420",
            .message = fmt::format("`{}` does not say which account is meant: the links of `{}` to `{}` have several", reference_.raw,
                                   speaker_.display, party.display),
            .hint = "name the part (`${STORE/PART.user}`), or give the links one user"});
    return text;
  }
  const bool off = std::ranges::all_of(declared_, [](const Declared* declared) { return declared->link == none; });
  if (!index) {
    if (off) {
      if (!password) append(text, speaker_.runtime.name);  // the text stays as it would be; nobody listens there
      return text;
    }
    refuse({.code = "P0413",
            .message = fmt::format("`{}` means nothing: clients of `{}` present no account", reference_.raw, party.display),
            .notes = {{party.at.said, fmt::format("`{}` is declared here", party.name)}},
            .hint = fmt::format("remove it, or give `{}` an `auth` other than `none`", party.name)});
    return text;
  }
  const Account& account = draft_.wiring.accounts[*index];
  const std::string& name_space = speaker_.runtime.name_space;
  const auto login = draft_.logins.find({*index, name_space});
  const std::optional<SecretRef> secret = login == draft_.logins.end() ? std::nullopt
                                          : password                   ? login->second.password
                                                                       : login->second.user;
  if (secret)
    append(text, encoded ? draft_.secrets.encoded(*secret, name_space) : *secret);
  else if (!password)
    append(text, encoded ? percent_encoded(account.user) : account.user);
  return text;
}

// What a browser says: the first host that the service is exposed under, with its path.
Text TargetValue::of_public(const Named& named) {
  Text text;
  const chart::Runtime* runtime = named.runtime();
  const chart::Expose* first = nullptr;
  if (runtime != nullptr) {
    for (const chart::Expose& expose : runtime->expose) {
      if (first == nullptr && expose.routed) first = &expose;
    }
  }
  if (first == nullptr) {
    refuse({.code = "P0413",
            .message = fmt::format("`{}` means nothing: `{}` is not exposed", reference_.raw, named.display()),
            .notes = {{named.at->said, fmt::format("`{}` is declared here", named.name)}},
            .hint = fmt::format("add `expose: {{host: …}}` to `{}`", named.name)});
    return text;
  }
  const std::string host = !first->hosts.empty()     ? first->hosts.front()
                           : first->via == "gateway" ? draft_.chart.cluster.gateway_host
                                                     : std::string();
  if (host.empty() || host.find('*') != std::string::npos) {
    if (!first->question.empty()) return text;  // asked already
    draft_.sink.add({.code = "P1024",
                     .severity = diagnostics::Severity::question,
                     .span = first->at.said,
                     .message = fmt::format("under which host do browsers reach `{}`?", named.display()),
                     .notes = {{at_.said, fmt::format("`{}` of `{}` needs it", reference_.raw, speaker_.display)}},
                     .hint = fmt::format("write `expose: {{host: …}}` at `{}`", named.name),
                     .to = runtime->owner,
                     .about = named.display()});
    return text;
  }
  if (reference_.field == "public-host") {
    append(text, host);
    return text;
  }
  const std::string& tls = first->tls.empty() ? draft_.chart.cluster.gateway_tls : first->tls;
  std::string path = first->paths.empty() ? std::string() : first->paths.front();
  if (path.starts_with('=')) path.erase(0, 1);
  if (path == "/") path.clear();
  append(text, fmt::format("{}://{}{}", tls == "none" ? "http" : "https", host, path));
  return text;
}

}  // namespace portolan::wiring
