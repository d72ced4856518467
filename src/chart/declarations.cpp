#include "chart/declarations.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

#include "chart/namespaces.h"
#include "text/edit_distance.h"

namespace portolan::chart {

namespace {

using Key = std::pair<std::string, std::string>;  // name, namespace as written

// Whether a declaration of a server only adds to what another file declares.
bool only_adds(const yaml::Node& body) {
  constexpr std::string_view adding[] = {"channels", "databases", "keyspaces", "buckets", "vhosts", "namespace"};
  return std::all_of(body.entries.begin(), body.entries.end(), [&adding](const yaml::Entry& entry) {
    return std::find(std::begin(adding), std::end(adding), entry.key) != std::end(adding);
  });
}

class Collector {
 public:
  Collector(std::string_view section, const Files& files, const Environment& environment, Namespaces& namespaces, diagnostics::Sink& sink)
      : section_(section), files_(files), environment_(environment), namespaces_(namespaces), sink_(sink) {}

  std::vector<Declaration> collect() {
    for (const FileScope& scope : files_.all()) {
      const yaml::Node* map = scope.node->get(section_);
      if (map == nullptr || !map->is_map()) continue;
      for (const yaml::Entry& entry : map->entries) declare(scope, entry);
    }
    for (const yaml::Node* map : environment_.said(section_)) {
      if (!map->is_map()) continue;
      for (const yaml::Entry& entry : map->entries) patch(entry);
    }
    std::vector<Declaration> result;
    result.reserve(found_.size());
    for (auto& [key, declaration] : found_) {
      declaration.name_space = namespaces_.renamed(declaration.name_space);
      result.push_back(std::move(declaration));
    }
    std::sort(result.begin(), result.end(),
              [](const Declaration& a, const Declaration& b) { return std::tie(a.name, a.name_space) < std::tie(b.name, b.name_space); });
    return result;
  }

 private:
  static std::pair<std::string_view, std::string_view> split(std::string_view key) {
    const auto dot = key.find('.');
    return dot == std::string_view::npos ? std::pair{key, std::string_view{}} : std::pair{key.substr(0, dot), key.substr(dot + 1)};
  }

  void declare(const FileScope& scope, const yaml::Entry& entry) {
    if (entry.value->is_null()) {
      sink_.add({.code = "P0320",
                 .span = entry.key_span,
                 .message = fmt::format("`{}` says nothing", entry.key),
                 .hint = "a null removes what is inherited, and here nothing is",
                 .fix = diagnostics::Fix{fmt::format("write `{}: {{}}`", entry.key),
                                         {{{entry.key_span.file, entry.key_span.end, entry.key_span.end}, ": {}"}}}});
      return;
    }
    if (!entry.value->is_map()) return;
    const auto [name, written_space] = split(entry.key);
    std::string name_space =
        written_space.empty() ? namespaces_.said(*entry.value, name, namespaces_.of_file(scope)) : std::string(written_space);
    auto [place, fresh] = found_.try_emplace(Key{name, name_space});
    Declaration& declaration = place->second;
    if (fresh) {
      declaration = {.name = std::string(name),
                     .name_space = std::move(name_space),
                     .space_in_key = !written_space.empty(),
                     .scope = &scope,
                     .entry = &entry,
                     .said = {entry.value},
                     .broker = section_ == "brokers"};
      return;
    }
    const bool servers = section_ == "brokers" || section_ == "stores";
    if (servers && only_adds(*entry.value)) {
      declaration.said.push_back(entry.value);
    } else if (servers && only_adds(*declaration.said.front())) {
      declaration.said.insert(declaration.said.begin(), entry.value);
      declaration.scope = &scope;
      declaration.entry = &entry;
    } else {
      sink_.add({.code = "P0321",
                 .span = entry.key_span,
                 .message = fmt::format("`{}` is declared twice in namespace `{}`", name, declaration.name_space),
                 .label = "the second declaration",
                 .notes = {{declaration.entry->key_span, "the first declaration"}},
                 .hint = "rename one, or give it a `namespace` of its own"});
    }
  }

  Declaration* find(std::string_view name, std::string_view name_space) {
    if (!name_space.empty()) {
      const auto place = found_.find(Key{name, name_space});
      return place == found_.end() ? nullptr : &place->second;
    }
    const auto place = found_.lower_bound(Key{name, ""});
    return place == found_.end() || place->first.first != name ? nullptr : &place->second;
  }

  void patch(const yaml::Entry& entry) {
    const auto [name, name_space] = split(entry.key);
    if (Declaration* declaration = find(name, name_space); declaration != nullptr) {
      if (entry.value->is_null()) {
        removed_.emplace_back(name);
        found_.erase(Key{declaration->name, declaration->name_space});
      } else if (entry.value->is_map()) {
        declaration->said.push_back(entry.value);
      }
      return;
    }
    const bool says_enough = entry.value->is_map() &&
                             (entry.value->get("image") != nullptr || entry.value->get("extends") != nullptr ||
                              entry.value->get("kind") != nullptr || entry.value->get("versions") != nullptr || section_ == "externals");
    if (says_enough) return declare(files_.root(), entry);
    if (entry.value->is_null() && std::find(removed_.begin(), removed_.end(), name) != removed_.end()) return;
    std::vector<std::string_view> known;
    for (const auto& [key, declaration] : found_) known.push_back(key.first);
    const auto near = text::nearest(entry.key, known);
    sink_.add({.code = "P0322",
               .span = entry.key_span,
               .message = fmt::format("the environment changes `{}`, which no file declares under `{}`", entry.key, section_),
               .hint = near ? fmt::format("did you mean `{}`?", *near) : fmt::format("declare it under `{}`, or remove this", section_)});
  }

  std::string_view section_;
  const Files& files_;
  const Environment& environment_;
  Namespaces& namespaces_;
  diagnostics::Sink& sink_;
  std::map<Key, Declaration> found_;
  std::vector<std::string> removed_;
};

}  // namespace

std::vector<Declaration> declarations(std::string_view section, const Files& files, const Environment& environment, Namespaces& namespaces,
                                      diagnostics::Sink& sink) {
  return Collector(section, files, environment, namespaces, sink).collect();
}

}  // namespace portolan::chart
