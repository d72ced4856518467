#include "chart/file_scope.h"

#include <algorithm>

#include <fmt/core.h>
#include <unistd.h>

#include "chart/normalise.h"
#include "system/files.h"
#include "yaml/parse.h"

namespace portolan::chart {

namespace fs = std::filesystem;

namespace {

// Standard input gives what it holds once; a chart is read again for each of its environments.
const system::Result<std::string>& standard_input() {
  static const system::Result<std::string> content = system::read_descriptor(STDIN_FILENO, "standard input");
  return content;
}

}  // namespace

const yaml::Node* FileScope::inherited(std::string_view key) const {
  for (const FileScope* scope = this; scope != nullptr; scope = scope->includer) {
    if (const yaml::Node* found = scope->node->get(key); found != nullptr && !found->is_null()) return found;
  }
  return nullptr;
}

const yaml::Node* FileScope::inherited(std::string_view section, std::string_view name) const {
  for (const FileScope* scope = this; scope != nullptr; scope = scope->includer) {
    const yaml::Node* map = scope->node->get(section);
    if (map == nullptr || !map->is_map()) continue;
    if (const yaml::Node* found = map->get(name); found != nullptr) return found;
  }
  return nullptr;
}

const FileScope* Files::of(std::uint32_t file) const {
  for (const FileScope& scope : scopes_) {
    if (scope.file == file) return &scope;
  }
  return nullptr;
}

bool Files::read(const fs::path& root, Ground& ground, diagnostics::Sink& sink) {
  read_one(root, nullptr, {}, ground, sink);
  return !scopes_.empty();
}

void Files::read_further(const yaml::Node& includes, Ground& ground, diagnostics::Sink& sink) {
  read_includes(scopes_.front(), includes, ground, sink);
}

void Files::read_one(const fs::path& path, const FileScope* includer, text::Span said, Ground& ground, diagnostics::Sink& sink) {
  std::error_code ignored;
  const fs::path resolved = fs::weakly_canonical(path, ignored);
  const std::string canonical = resolved.empty() ? path.string() : resolved.string();
  if (std::find(open_.begin(), open_.end(), canonical) != open_.end()) {
    sink.add({.code = "P0301",
              .span = said,
              .message = fmt::format("`{}` includes itself", path.string()),
              .label = "this closes the circle",
              .hint = "remove one of the includes; a file needs to be included once only"});
    return;
  }
  if (by_path_.contains(canonical)) return;

  const bool from_input = includer == nullptr && path == standard_input_name;
  const auto content = from_input ? standard_input() : system::read_file(path);
  if (!content) {
    sink.add({.code = "P0302",
              .span = said,
              .message = content.error().message,
              .hint = includer == nullptr ? "name the file with -f, or write one with `portolan init`"
                                          : "paths in `include` are relative to the file that says them"});
    return;
  }
  const std::uint32_t file = ground.sources.add(from_input ? "<stdin>" : path.string(), *content);
  const yaml::Node* tree = yaml::parse(ground.sources, file, ground.arena, sink);
  if (tree == nullptr) return;
  const text::Span whole{file, 0, 0};
  if (!tree->is_map()) {
    sink.add({.code = "P0303",
              .span = tree->is_null() ? whole : tree->span,
              .message = fmt::format("`{}` holds no chart", ground.sources.file(file).name()),
              .hint = "a chart is a map that begins with `portolan: 1`; `portolan init` writes one"});
    return;
  }
  const bool is_root = includer == nullptr;
  const yaml::Node* normal =
      normalise(*tree, "Chart", {.arena = ground.arena, .sources = ground.sources, .sink = sink, .root_file = is_root});
  if (normal == nullptr || !normal->is_map()) return;
  by_path_.emplace(canonical, static_cast<std::uint32_t>(scopes_.size()));
  scopes_.push_back({.file = file, .includer = includer, .path = path, .node = normal, .said = tree});
  const FileScope& scope = scopes_.back();
  if (const yaml::Node* includes = normal->get("include"); includes != nullptr && includes->is_sequence()) {
    open_.push_back(canonical);
    read_includes(scope, *includes, ground, sink);
    open_.pop_back();
  }
}

void Files::read_includes(const FileScope& scope, const yaml::Node& list, Ground& ground, diagnostics::Sink& sink) {
  for (const yaml::Node* item : list.items) {
    if (!item->is_scalar()) continue;
    read_one(scope.path.parent_path() / fs::path(item->text), &scope, item->span, ground, sink);
  }
}

}  // namespace portolan::chart
