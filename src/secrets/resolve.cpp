#include "secrets/resolve.h"

#include <algorithm>

#include <fmt/core.h>

#include "secrets/made_values.h"
#include "system/rsa_key.h"

namespace portolan::secrets {

namespace {

using wiring::Secret;
using Source = Secret::Source;

constexpr std::string_view chart_prefix = "secrets.";

std::string identity_of(const Secret& secret) {
  if (secret.account) return fmt::format("account {}", *secret.account);
  return secret.chart_name.empty() ? fmt::format("{}/{}", secret.name_space, secret.name) : secret.chart_name;
}

bool is_made(Source source) { return source == Source::password || source == Source::uuid || source == Source::rsa; }

bool is_valued(Source source) {
  return is_made(source) || source == Source::environment || source == Source::file || source == Source::built_in ||
         source == Source::login;
}

std::string origin_of(const Secret::Key& key) {
  if (key.source == Source::environment) return fmt::format("${}", key.detail);
  return key.source == Source::file ? key.detail : std::string();
}

}  // namespace

void Resolver::collect() {
  for (const Secret& secret : wiring_.secrets) {
    if (secret.exists) continue;
    for (const Secret::Key& key : secret.keys) {
      if (is_valued(key.source)) values_[{identity_of(secret), key.key}].push_back({&secret, &key});
      if (is_valued(key.source) && key.source != Source::built_in && key.source != Source::login)
        into_.rotatable.push_back(secret.chart_name.empty() ? secret.name : secret.chart_name.substr(chart_prefix.size()));
    }
  }
  std::ranges::sort(into_.rotatable);
  into_.rotatable.erase(std::ranges::unique(into_.rotatable).begin(), into_.rotatable.end());
}

void Resolver::resolve() {
  collect();
  for (const std::string& name : wish_.rotate)
    if (!std::ranges::binary_search(into_.rotatable, name)) into_.unknown.push_back(name);
  for (const auto& [identity, places] : values_) {
    const Source source = places.front().key->source;
    if (source == Source::login) continue;
    if (source != Source::rsa) {
      of_value(places);
    } else if (identity.second == "private") {
      const auto other = values_.find({identity.first, "public"});
      of_pair(places, other == values_.end() ? nullptr : &other->second);
    }
  }
  for (const auto& [identity, places] : values_)
    if (places.front().key->source == Source::login) of_login(places);
  forget_previous();
}

bool Resolver::is_rotated(const Secret& secret) const {
  return std::ranges::any_of(wish_.rotate, [&](const std::string& name) {
    return name == secret.name || (secret.chart_name.starts_with(chart_prefix) && secret.chart_name.substr(chart_prefix.size()) == name);
  });
}

const std::string* Resolver::known(const Places& places) const {
  for (const Place& place : places)
    if (const std::string* value = into_.values.find({place.secret->name_space, place.secret->name}, place.key->key)) return value;
  return nullptr;
}

void Resolver::put(const Places& places, const std::string& value) {
  for (const Place& place : places) into_.values.put({place.secret->name_space, place.secret->name}, place.key->key, value);
}

void Resolver::tell(const Place& place, Fate fate, std::string note) {
  into_.became.push_back({place.secret->name, place.key->key, fate == Fate::kept ? "" : origin_of(*place.key), std::move(note), fate});
}

void Resolver::missing(const Place& place, std::string message, std::string hint) {
  sink_.add({.code = "P0901", .span = place.secret->at.said, .message = std::move(message), .hint = std::move(hint)});
}

std::optional<std::string> Resolver::usable(system::Result<std::string> made) {
  if (made) return std::move(*made);
  sink_.add({.code = "P0901", .message = cannot_make(made.error()), .hint = std::string(nothing_written)});
  return std::nullopt;
}

// Why there is none is said where that is a mistake: the value may be optional, or exist.
system::Result<std::string> Resolver::from_outside(const Place& place) {
  const Secret::Key& key = *place.key;
  if (key.source == Source::environment) {
    auto value = outside_.variable(key.detail);
    if (!value || value->empty())
      return tl::unexpected(system::Failure{system::Trouble::not_found, fmt::format("the variable {} is not set", key.detail)});
    return std::move(*value);
  }
  auto content = outside_.file(key.detail);
  if (!content) return content;
  if (content->empty()) return tl::unexpected(system::Failure{system::Trouble::other, fmt::format("`{}` is empty", key.detail)});
  // The line end behind the only line is the editor's, not the secret's.
  if (content->find('\n') == content->size() - 1) {
    content->pop_back();
    if (content->ends_with('\r')) content->pop_back();
  }
  return content;
}

void Resolver::missing_outside(const Place& place, const std::string& why) {
  const Secret::Key& key = *place.key;
  missing(place, fmt::format("`{}` cannot be had: {}", place.secret->chart_name, why),
          key.source == Source::environment ? fmt::format("set it for this command: `{}=… portolan secrets …`", key.detail)
                                            : "the path is relative to the folder in which the command runs");
}

std::optional<std::string> Resolver::fresh(const Place& place) {
  const Secret::Key& key = *place.key;
  if (key.source == Source::password) return usable(make_password(key.length));
  if (key.source == Source::uuid) return usable(make_uuid());
  auto value = from_outside(place);
  if (value) return std::move(*value);
  if (!place.secret->optional) missing_outside(place, value.error().message);
  return std::nullopt;
}

void Resolver::of_value(const Places& places) {
  const Place& first = places.front();
  const Secret::Key& key = *first.key;
  if (key.source == Source::built_in) return put(places, key.detail);
  const bool outside = !is_made(key.source);
  const bool rotated = is_rotated(*first.secret);
  const std::string* old = known(places);
  if (old != nullptr && !rotated) {
    const std::string kept = *old;
    const bool differs = outside && from_outside(first).value_or(kept) != kept;
    put(places, kept);
    const std::string_view name = first.secret->chart_name;
    tell(first, Fate::kept,
         differs ? fmt::format("differs from {}; `--rotate {}` takes that", origin_of(key), name.substr(chart_prefix.size())) : "");
    return;
  }
  auto value = fresh(first);
  if (!value) return;
  const std::string before = old == nullptr ? std::string() : *old;
  put(places, *value);
  if (old == nullptr) return tell(first, outside ? Fate::taken : Fate::made);
  if (first.secret->account && key.source == Source::password) return rotate_account(places, before);
  tell(first, Fate::rotated, "programs that run read it when they start anew");
}

void Resolver::rotate_account(const Places& places, const std::string& old) {
  const wiring::Account& account = wiring_.accounts[*places.front().secret->account];
  const std::string& how = wiring_.parties[account.server].rotates;
  const std::string title = wiring_.parties[account.server].server_title;
  const bool two_users =
      std::ranges::any_of(places.front().secret->keys, [](const Secret::Key& key) { return key.source == Source::login; });
  if (how != "passwords" && !two_users)
    return tell(places.front(), Fate::rotated, fmt::format("the old one stops at once: {} has one password for `{}`", title, account.user));
  for (const Place& place : places) {
    const ObjectName object{place.secret->name_space, place.secret->name};
    const std::string* user = two_users ? into_.values.find(object, "user") : nullptr;
    into_.values.put(object, std::string(previous_user), user == nullptr ? account.user : *user);
    into_.values.put(object, std::string(previous_password), old);
  }
  tell(places.front(), Fate::rotated,
       two_users ? "the old user stays valid until the next run of `portolan secrets`"
                 : "the old password stays valid until the next run of `portolan secrets`");
}

// Two names take turns: a user of the server that has just been left is not given a new password while programs still use it.
void Resolver::of_login(const Places& places) {
  for (const Place& place : places) {
    const Secret& secret = *place.secret;
    const ObjectName object{secret.name_space, secret.name};
    const std::string& base = place.key->detail;
    const std::string* old = into_.values.find(object, "user");
    const std::string* previous = is_rotated(secret) ? into_.values.find(object, previous_user) : nullptr;
    std::string user = old == nullptr ? base : *old;
    if (previous != nullptr) user = *previous == base ? fmt::format("{}_2", base) : base;
    into_.values.put(object, "user", user);
  }
}

void Resolver::of_pair(const Places& places, const Places* public_places) {
  const Place& first = places.front();
  const bool rotated = is_rotated(*first.secret);
  const std::string* old = known(places);
  system::RsaKey key;
  if (old != nullptr && !rotated) {
    key.private_key = *old;
    auto other = system::rsa_public_key(key.private_key);
    if (!other)
      return missing(first, fmt::format("`private` of `{}` cannot be used: {}", first.secret->chart_name, other.error().message),
                     "mend it, or make the pair anew with `--rotate`");
    key.public_key = std::move(*other);
    tell(first, Fate::kept);
  } else {
    auto made = system::make_rsa_key();
    if (!made) return missing(first, made.error().message, {});
    key = std::move(*made);
    tell(first, old == nullptr ? Fate::made : Fate::rotated);
  }
  put(places, key.private_key);
  if (public_places != nullptr) put(*public_places, key.public_key);
}

void Resolver::forget_previous() {
  for (const Secret& secret : wiring_.secrets) {
    const ObjectName object{secret.name_space, secret.name};
    if (!secret.account || is_rotated(secret) || into_.values.find(object, previous_password) == nullptr) continue;
    into_.values.remove(object, previous_password);
    into_.values.remove(object, previous_user);
    into_.became.push_back({secret.name, std::string(previous_password), "", "", Fate::gone});
  }
}

}  // namespace portolan::secrets
