#include "chart/secrets.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "chart/decoder.h"
#include "chart/merge.h"

namespace portolan::chart {

namespace {

const yaml::Node* map_of(std::vector<yaml::Entry> entries, const yaml::Node& like, yaml::Arena& arena) {
  const std::span<yaml::Entry> kept = arena.entries(entries.size());
  std::ranges::move(entries, kept.begin());
  return arena.map(kept, like.span);
}

// What of `base` holds beside `patch`: no source where the patch names one.
const yaml::Node* beside(const yaml::Node& base, const yaml::Node& patch, yaml::Arena& arena) {
  if (!base.is_map() || !patch.is_map()) return &base;
  const bool source =
      std::ranges::any_of(patch.entries, [](const yaml::Entry& entry) { return is_secret_source(entry.key) && !entry.value->is_null(); });
  const yaml::Node* keys = given(patch, "keys");
  std::vector<yaml::Entry> kept;
  for (yaml::Entry entry : base.entries) {
    if (is_secret_source(entry.key) && (source || keys != nullptr)) continue;
    if (entry.key == "keys" && source) continue;
    if (entry.key == "keys" && keys != nullptr) {
      std::vector<yaml::Entry> parts(entry.value->entries.begin(), entry.value->entries.end());
      for (yaml::Entry& part : parts) {
        if (const yaml::Node* over = keys->get(part.key); over != nullptr) part.value = beside(*part.value, *over, arena);
      }
      entry.value = map_of(std::move(parts), *entry.value, arena);
    }
    kept.push_back(entry);
  }
  return map_of(std::move(kept), base, arena);
}

using Found = std::map<std::string, DeclaredSecret>;

void declare(Found& found, const yaml::Entry& entry, const FileScope& scope, diagnostics::Sink& sink) {
  if (entry.value->is_null()) return;
  const auto [place, fresh] = found.try_emplace(std::string(entry.key), DeclaredSecret{entry, &scope});
  if (fresh) return;
  sink.add({.code = "P0325",
            .span = entry.key_span,
            .message = fmt::format("the secret `{}` is declared twice", entry.key),
            .label = "the second declaration",
            .notes = {{place->second.entry.key_span, "the first declaration"}},
            .hint = "rename one"});
}

void patch(Found& found, const yaml::Entry& entry, const FileScope& root, yaml::Arena& arena) {
  const auto place = found.find(std::string(entry.key));
  if (entry.value->is_null()) {
    if (place != found.end()) found.erase(place);
  } else if (place == found.end()) {
    found.emplace(std::string(entry.key), DeclaredSecret{entry, &root});
  } else {
    const yaml::Node*& value = place->second.entry.value;
    value = merge(beside(*value, *entry.value, arena), entry.value, arena);
  }
}

}  // namespace

std::map<std::string, DeclaredSecret> declared_secrets(const Files& files, const Environment& environment, yaml::Arena& arena,
                                                       diagnostics::Sink& sink) {
  Found found;
  for (const FileScope& scope : files.all()) {
    const yaml::Node* map = scope.node->get("secrets");
    if (map == nullptr || !map->is_map()) continue;
    for (const yaml::Entry& entry : map->entries) declare(found, entry, scope, sink);
  }
  for (const yaml::Node* map : environment.said("secrets")) {
    if (!map->is_map()) continue;
    for (const yaml::Entry& entry : map->entries) patch(found, entry, files.root(), arena);
  }
  return found;
}

}  // namespace portolan::chart
