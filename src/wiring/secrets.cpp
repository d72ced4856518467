#include "wiring/secrets.h"

#include <algorithm>

#include <fmt/core.h>

#include "system/digest.h"
#include "wiring/places.h"

namespace portolan::wiring {

namespace {

constexpr std::string_view only_key = "value";
constexpr std::string_view encoded_suffix = "-url";

Secret::Source source_of(const chart::SecretSource& source) {
  using Kind = chart::SecretSource::Kind;
  switch (source.kind) {
    case Kind::none: return Secret::Source::unanswered;
    case Kind::env: return Secret::Source::environment;
    case Kind::file: return Secret::Source::file;
    case Kind::cluster: return Secret::Source::cluster;
    case Kind::remote: return Secret::Source::remote;
    case Kind::built_in: return Secret::Source::built_in;
    case Kind::generate:
      if (source.detail == "rsa") return Secret::Source::rsa;
      return source.detail == "uuid" ? Secret::Source::uuid : Secret::Source::password;
  }
  return Secret::Source::unanswered;
}

bool fits_into_urls(Secret::Source source) {
  return source == Secret::Source::password || source == Secret::Source::uuid || source == Secret::Source::login;
}

struct ClusterSecret {
  std::string_view name, name_space, key;
};

// SECRET[.NAMESPACE][/KEY]
ClusterSecret parse_cluster(std::string_view written) {
  ClusterSecret result{.name = written, .name_space = {}, .key = only_key};
  if (const auto slash = written.find('/'); slash != std::string_view::npos) {
    result.key = written.substr(slash + 1);
    result.name = written.substr(0, slash);
  }
  if (const auto dot = result.name.find('.'); dot != std::string_view::npos) {
    result.name_space = result.name.substr(dot + 1);
    result.name = result.name.substr(0, dot);
  }
  return result;
}

Secret::Key& find_or_add(Secret& secret, std::string_view key) {
  const auto found = std::ranges::lower_bound(secret.keys, key, {}, &Secret::Key::key);
  if (found != secret.keys.end() && found->key == key) return *found;
  return *secret.keys.insert(found, Secret::Key{.key = std::string(key)});
}

}  // namespace

std::string stable_name(std::string name, std::size_t limit) {
  if (name.size() <= limit) return name;
  const std::string hash = system::sha256_hex(name).substr(0, 8);
  name.resize(limit - hash.size() - 1);
  while (!name.empty() && (name.back() == '-' || name.back() == '.')) name.pop_back();
  return fmt::format("{}-{}", name, hash);
}

Secrets::Secrets(const chart::Chart& chart) : chart_(chart) {
  for (const chart::Secret& secret : chart.secrets) by_name_.emplace(secret.name, &secret);
}

const chart::Secret* Secrets::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

std::vector<std::string_view> Secrets::names() const {
  std::vector<std::string_view> result;
  for (const chart::Secret& secret : chart_.secrets) result.push_back(secret.name);
  return result;
}

Secret& Secrets::object(std::string name, std::string_view name_space) {
  const auto [found, fresh] = objects_.try_emplace({std::string(name_space), std::move(name)});
  if (fresh) {
    found->second.name = found->first.second;
    found->second.name_space = found->first.first;
  }
  return found->second;
}

SecretRef Secrets::of_chart(const chart::Secret& secret, std::string_view key, std::string_view name_space) {
  used_.insert(&secret);
  const auto keyed = secret.keys.find(std::string(key));
  const chart::SecretSource& source = keyed == secret.keys.end() ? secret.source : keyed->second;
  const Secret::Source kind = source_of(source);
  if (kind == Secret::Source::cluster) {
    const ClusterSecret there = parse_cluster(source.detail);
    if (there.name_space.empty() || there.name_space == name_space) {
      Secret& existing = object(std::string(there.name), name_space);
      existing.exists = true;
      existing.optional = existing.optional || secret.optional;
      existing.chart_name = fmt::format("secrets.{}", secret.name);
      existing.at = origin(secret.at);
      Secret::Key& known = find_or_add(existing, there.key);
      known.source = kind;
      known.detail = source.detail;
      return {existing.name, known.key, secret.optional};
    }
  }
  Secret& made = object(stable_name(secret.name), name_space);
  made.chart_name = fmt::format("secrets.{}", secret.name);
  made.purpose = fmt::format("`secrets.{}` of the chart", secret.name);
  made.optional = secret.optional;
  made.at = origin(secret.at);
  // A key pair is one secret with two keys; all keys of a secret travel together.
  const auto fill = [&made](std::string_view name, const chart::SecretSource& from) {
    Secret::Key& known = find_or_add(made, name);
    known.source = source_of(from);
    known.detail = from.detail;
    known.length = from.length;
  };
  if (!secret.keys.empty()) {
    for (const auto& [name, from] : secret.keys) fill(name, from);
  } else if (kind == Secret::Source::rsa) {
    fill("private", source);
    fill("public", source);
  } else {
    fill(only_key, source);
  }
  return {made.name, key.empty() ? std::string(only_key) : std::string(key), secret.optional};
}

Secret& Secrets::made(std::string name, std::string_view name_space, std::string purpose) {
  if (by_name_.contains(name)) name = fmt::format("{}-{}", name, system::sha256_hex(purpose).substr(0, 8));
  Secret& result = object(stable_name(std::move(name)), name_space);
  result.purpose = std::move(purpose);
  return result;
}

SecretRef Secrets::encoded(const SecretRef& plain, std::string_view name_space) {
  const auto found = objects_.find({std::string(name_space), plain.secret});
  if (found == objects_.end()) return plain;
  Secret& source = found->second;
  if (fits_into_urls(find_or_add(source, plain.key).source)) return plain;
  const std::string key = fmt::format("{}{}", plain.key, encoded_suffix);
  // Somebody else's object cannot get a further key: the copy stands in one beside it.
  Secret& target = source.exists ? made(fmt::format("{}{}", source.name, encoded_suffix), name_space,
                                        fmt::format("percent-encoded copies of Secret {}", source.name))
                                 : source;
  if (!target.at.said.known()) target.at = source.at;
  Secret::Key& copy = find_or_add(target, key);
  copy.source = Secret::Source::rendered;
  copy.detail = fmt::format("percent-encoded copy of {}/{}", source.name, plain.key);
  copy.copy_of = {plain.secret, plain.key, plain.optional};
  return {target.name, copy.key, plain.optional};
}

std::vector<Secret> Secrets::take() {
  std::vector<Secret> result;
  result.reserve(objects_.size());
  for (auto& [name, secret] : objects_) result.push_back(std::move(secret));
  objects_.clear();
  return result;
}

}  // namespace portolan::wiring
