#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include "chart/decoder.h"

// Secrets: where their values come from.

namespace portolan::chart {

namespace {

constexpr std::array<std::pair<std::string_view, SecretSource::Kind>, 6> sources = {{{"env", SecretSource::Kind::env},
                                                                                     {"file", SecretSource::Kind::file},
                                                                                     {"cluster", SecretSource::Kind::cluster},
                                                                                     {"remote", SecretSource::Kind::remote},
                                                                                     {"generate", SecretSource::Kind::generate},
                                                                                     {"built-in", SecretSource::Kind::built_in}}};

}  // namespace

bool is_secret_source(std::string_view key) {
  return std::ranges::find(sources, key, &std::pair<std::string_view, SecretSource::Kind>::first) != sources.end();
}

SecretSource Decoder::secret_source(const yaml::Node& node) {
  SecretSource result;
  std::string_view first_key;
  const yaml::Node* first = nullptr;
  for (const auto& [key, kind] : sources) {
    const yaml::Node* said = given(node, key);
    if (said == nullptr) continue;
    if (first != nullptr) {
      sink_.add({.code = "P0326",
                 .span = said->span,
                 .message = fmt::format("`{}` has two sources, `{}` and `{}`", subject_.about, first_key, key),
                 .label = "the second source",
                 .notes = {{first->span, "the first source"}},
                 .hint = "a value comes from one place: remove the others; what an environment says replaces the source"});
      continue;
    }
    first = said;
    first_key = key;
    result.kind = kind;
    result.detail = text(*said);
  }
  result.length = number(node, "length").value_or(32);
  return result;
}

void Decoder::secret(const yaml::Entry& entry) {
  Secret result;
  result.name = entry.key;
  result.owner = subject_.owner;
  result.at = place(entry);
  if (entry.value->is_scalar()) {
    text(*entry.value, &result.question);
  } else {
    result.source = secret_source(*entry.value);
    result.optional = flag(*entry.value, "optional");
    if (const yaml::Node* keys = given(*entry.value, "keys"); keys != nullptr) {
      if (result.source.kind != SecretSource::Kind::none && !keys->entries.empty()) {
        sink_.add({.code = "P0326",
                   .span = keys->span,
                   .message = fmt::format("the secret `{}` has `keys` and a source of its own", result.name),
                   .label = "the keys",
                   .hint = "with `keys` each of them says its source"});
      }
      for (const yaml::Entry& key : keys->entries) result.keys.emplace(std::string(key.key), secret_source(*key.value));
    }
  }
  chart_.secrets.push_back(std::move(result));
}

}  // namespace portolan::chart
