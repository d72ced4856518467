#include "chart/environment.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "text/edit_distance.h"

namespace portolan::chart {

namespace {

class Chooser {
 public:
  Chooser(const yaml::Node* environments, diagnostics::Sink& sink) : environments_(environments), sink_(sink) {}

  void follow(std::string_view name, text::Span said, Environment& result) {
    const yaml::Entry* entry = environments_ == nullptr ? nullptr : environments_->find(name);
    if (entry == nullptr) return unknown(name, said);
    if (std::find(open_.begin(), open_.end(), name) != open_.end()) {
      sink_.add({.code = "P0304",
                 .span = said,
                 .message = fmt::format("environment `{}` extends itself", name),
                 .hint = fmt::format("the circle is {} -> {}", fmt::join(open_, " -> "), name)});
      return;
    }
    if (std::find(done_.begin(), done_.end(), name) != done_.end()) return;
    if (!entry->value->is_map()) return;
    open_.push_back(entry->key);
    if (const yaml::Node* extends = entry->value->get("extends"); extends != nullptr) {
      if (extends->is_scalar()) follow(extends->text, extends->span, result);
      for (const yaml::Node* item : extends->items) follow(item->text, item->span, result);
    }
    open_.pop_back();
    done_.push_back(entry->key);
    result.patches.push_back(entry->value);
    if (const yaml::Node* profiles = entry->value->get("profiles"); profiles != nullptr) {
      for (const yaml::Node* item : profiles->items) result.profiles.emplace_back(item->text);
    }
  }

 private:
  void unknown(std::string_view name, text::Span said) {
    std::vector<std::string_view> known;
    if (environments_ != nullptr) {
      for (const yaml::Entry& entry : environments_->entries) known.push_back(entry.key);
    }
    std::sort(known.begin(), known.end());
    std::string hint = known.empty() ? "the file declares no environments" : fmt::format("declared are {}", fmt::join(known, ", "));
    if (const auto near = text::nearest(name, known)) hint = fmt::format("did you mean `{}`? {}", *near, hint);
    sink_.add({.code = "P0305", .span = said, .message = fmt::format("there is no environment `{}`", name), .hint = std::move(hint)});
  }

  const yaml::Node* environments_;
  diagnostics::Sink& sink_;
  std::vector<std::string_view> open_, done_;
};

}  // namespace

std::vector<const yaml::Node*> Environment::said(std::string_view key) const {
  std::vector<const yaml::Node*> result;
  for (const yaml::Node* patch : patches) {
    if (const yaml::Node* value = patch->get(key); value != nullptr) result.push_back(value);
  }
  return result;
}

std::vector<const yaml::Node*> Environment::said(std::string_view section, std::string_view entry) const {
  std::vector<const yaml::Node*> result;
  for (const yaml::Node* map : said(section)) {
    if (!map->is_map()) continue;
    if (const yaml::Node* value = map->get(entry); value != nullptr) result.push_back(value);
  }
  return result;
}

Environment choose_environment(const FileScope& root, std::string_view name, diagnostics::Sink& sink) {
  Environment result;
  result.name = name;
  if (name.empty()) return result;
  const yaml::Node* environments = root.node->get("environments");
  Chooser(environments != nullptr && environments->is_map() ? environments : nullptr, sink).follow(name, {}, result);
  return result;
}

}  // namespace portolan::chart
