#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "catalog/built_in.h"
#include "catalog/kind.h"
#include "catalog/read_kind.h"
#include "system/files.h"
#include "yaml/parse.h"

namespace portolan::catalog {

namespace {

class Entries final : public Catalog {
 public:
  Entries(const std::filesystem::path& folder, text::Sources& sources, yaml::Arena& arena, diagnostics::Sink& sink)
      : folder_(folder), sources_(sources), arena_(arena), sink_(sink) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder_, ignored)) return;
    const auto found = system::list_folder(folder_);
    if (!found) {
      sink_.add(
          {.code = "P0704", .span = {}, .message = found.error().message, .hint = "`catalog/` beside the chart holds kinds of your own"});
      return;
    }
    for (const system::FolderEntry& entry : *found) {
      if (!entry.folder && entry.relative.ends_with(".yaml") && entry.relative.find('/') == std::string::npos) {
        own_.push_back(entry.relative.substr(0, entry.relative.size() - 5));
      }
    }
  }

  const Kind* find(std::string_view name) const override {
    if (const auto known = read_.find(name); known != read_.end()) return known->second.get();
    std::string said;
    std::string content;
    if (std::find(own_.begin(), own_.end(), name) != own_.end()) {
      const std::filesystem::path path = folder_ / (std::string(name) + ".yaml");
      auto text = system::read_file(path);
      if (!text) {
        return unreadable(name, {}, text.error().message);
      }
      said = path.string();
      content = std::move(*text);
    } else {
      const auto rows = built_in();
      const auto row = std::find_if(rows.begin(), rows.end(), [name](const BuiltIn& entry) { return entry.name == name; });
      if (row == rows.end()) return nullptr;
      said = fmt::format("catalog/{}.yaml (built in)", name);
      content = row->content;
    }
    const std::uint32_t file = sources_.add(std::move(said), std::move(content));
    const yaml::Node* tree = yaml::parse(sources_, file, arena_, sink_);
    if (tree == nullptr) return read_.emplace(std::string(name), nullptr).first->second.get();
    if (!tree->is_map()) return unreadable(name, {file, 0, 0}, fmt::format("`{}` is not the record of a kind", sources_.file(file).name()));
    return read_.emplace(std::string(name), std::make_unique<Kind>(read_kind(name, *tree, sink_))).first->second.get();
  }

  std::vector<std::string_view> names() const override {
    std::vector<std::string_view> result(own_.begin(), own_.end());
    for (const BuiltIn& row : built_in()) result.push_back(row.name);
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }

 private:
  const Kind* unreadable(std::string_view name, text::Span span, std::string message) const {
    sink_.add({.code = "P0704",
               .span = span,
               .message = std::move(message),
               .hint = "a file of `catalog/` beside the chart describes one kind, as a map of its keys"});
    return read_.emplace(std::string(name), nullptr).first->second.get();
  }

  std::filesystem::path folder_;
  text::Sources& sources_;
  yaml::Arena& arena_;
  diagnostics::Sink& sink_;
  std::vector<std::string> own_;
  mutable std::map<std::string, std::unique_ptr<Kind>, std::less<>> read_;
};

}  // namespace

std::unique_ptr<Catalog> open(const std::filesystem::path& folder, text::Sources& sources, yaml::Arena& arena, diagnostics::Sink& sink) {
  return std::make_unique<Entries>(folder, sources, arena, sink);
}

}  // namespace portolan::catalog
