#include "chart/merge.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace portolan::chart {

namespace {

class Merger {
 public:
  Merger(yaml::Arena& arena, const NothingRemoved& nothing_removed) : arena_(arena), nothing_removed_(nothing_removed) {}

  const yaml::Node* merge(const yaml::Node* base, const yaml::Node* patch) {
    if (patch == nullptr) return base;
    if (!patch->is_map()) return base == nullptr ? patch : replaced(*base, *patch);
    if (base == nullptr || !base->is_map()) return without_nulls(base, *patch);
    return both(*base, *patch);
  }

 private:
  const yaml::Node* replaced(const yaml::Node& base, const yaml::Node& patch) {
    yaml::Node* node = arena_.node(patch.kind, patch.style, patch.span);
    *node = patch;
    node->over = &base;
    return node;
  }

  const yaml::Node* make(const std::vector<yaml::Entry>& entries, const yaml::Node& like) {
    const std::span<yaml::Entry> kept = arena_.entries(entries.size());
    std::copy(entries.begin(), entries.end(), kept.begin());
    return arena_.map(kept, like.span);
  }

  const yaml::Node* without_nulls(const yaml::Node* base, const yaml::Node& patch) {
    const bool plain = std::none_of(patch.entries.begin(), patch.entries.end(),
                                    [](const yaml::Entry& entry) { return entry.value->is_null() || entry.value->is_map(); });
    if (plain && base == nullptr) return &patch;
    std::vector<yaml::Entry> entries;
    entries.reserve(patch.entries.size());
    for (const yaml::Entry& entry : patch.entries) add(entries, entry);
    return make(entries, patch);
  }

  void add(std::vector<yaml::Entry>& entries, const yaml::Entry& entry) {
    if (entry.value->is_null()) {
      if (nothing_removed_ && entry.value->style != yaml::Style::made) nothing_removed_(entry, path_);
      return;
    }
    path_.push_back(entry.key);
    entries.push_back({entry.key, entry.key_span, merge(nullptr, entry.value)});
    path_.pop_back();
  }

  const yaml::Node* both(const yaml::Node& base, const yaml::Node& patch) {
    std::vector<yaml::Entry> entries;
    entries.reserve(base.entries.size() + patch.entries.size());
    for (const yaml::Entry& entry : base.entries) {
      const yaml::Entry* over = patch.find(entry.key);
      if (over == nullptr) {
        entries.push_back(entry);
      } else if (!over->value->is_null()) {
        path_.push_back(entry.key);
        entries.push_back({over->key, over->key_span, merge(entry.value, over->value)});
        path_.pop_back();
      }
    }
    for (const yaml::Entry& entry : patch.entries) {
      if (base.find(entry.key) == nullptr) add(entries, entry);
    }
    return make(entries, patch);
  }

  yaml::Arena& arena_;
  const NothingRemoved& nothing_removed_;
  std::vector<std::string_view> path_;
};

}  // namespace

const yaml::Node* merge(const yaml::Node* base, const yaml::Node* patch, yaml::Arena& arena, const NothingRemoved& nothing_removed) {
  return Merger(arena, nothing_removed).merge(base, patch);
}

}  // namespace portolan::chart
