#include "kubernetes/merge.h"

#include <array>

#include "kubernetes/trees.h"

namespace portolan::kubernetes {

using value::Member;
using value::Value;

namespace {

constexpr std::string_view directive_key = "$patch";

struct MergeKey {
  std::string_view list, key;
};

constexpr std::array merge_keys = {
    MergeKey{"containers", "name"},
    MergeKey{"env", "name"},
    MergeKey{"ephemeralContainers", "name"},
    MergeKey{"hostAliases", "ip"},
    MergeKey{"imagePullSecrets", "name"},
    MergeKey{"initContainers", "name"},
    MergeKey{"secrets", "name"},
    MergeKey{"topologySpreadConstraints", "topologyKey"},
    MergeKey{"volumeDevices", "devicePath"},
    MergeKey{"volumeMounts", "mountPath"},
    MergeKey{"volumes", "name"},
};

bool is_built_in(std::string_view api_version) {
  constexpr std::array<std::string_view, 7> groups = {
      "apps", "autoscaling", "batch", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io"};
  const std::size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return true;
  for (const std::string_view group : groups) {
    if (api_version.substr(0, slash) == group) return true;
  }
  return false;
}

class Merger {
 public:
  Merger(value::Builder& builder, std::string_view api_version, std::string_view kind)
      : builder_(builder), kind_(kind), by_items_(is_built_in(api_version)) {}

  void maps(Value* target, const Value& patch) {
    for (const Member& entry : patch.map()) {
      if (entry.key == directive_key) continue;
      Value* old = member(target, entry.key);
      if (entry.value->is_null() || directive(*entry.value) == "delete") {
        builder_.remove(target, entry.key);
      } else if (entry.value->is_map() && old != nullptr && old->is_map() && directive(*entry.value) != "replace") {
        maps(old, *entry.value);
      } else if (const std::string_view key = item_key(entry.key, *entry.value); !key.empty() && old != nullptr && old->is_list()) {
        items(old, *entry.value, key);
      } else {
        builder_.set(target, entry.key, fresh(*entry.value));
      }
    }
  }

 private:
  static std::string_view directive(const Value& value) {
    const Value* said = value.is_map() ? value.get(directive_key) : nullptr;
    return said == nullptr ? std::string_view() : said->text();
  }

  // What is added where nothing was: without directives and without the members that only remove.
  Value* fresh(const Value& value) {
    if (!value.is_map()) return copy_tree(builder_, value);
    Value* made = builder_.map();
    maps(made, value);
    return made;
  }

  std::string_view item_key(std::string_view list, const Value& patch) const {
    if (!by_items_ || !patch.is_list() || patch.count == 0) return "";
    if (list == "ports") {
      if (kind_ == "Service") return "port";
      return patch.items[0]->get("containerPort") != nullptr ? "containerPort" : "";
    }
    for (const MergeKey& known : merge_keys) {
      if (known.list == list) return known.key;
    }
    return "";
  }

  void items(Value* target, const Value& patch, std::string_view key) {
    for (const Value* item : patch.list()) {
      const Value* name = item->get(key);
      const std::size_t at = name == nullptr ? target->count : find(*target, key, *name);
      if (directive(*item) == "delete") {
        if (at < target->count) erase_item(target, at);
      } else if (at == target->count) {
        builder_.push(target, fresh(*item));
      } else if (directive(*item) == "replace") {
        target->items[at] = fresh(*item);
      } else {
        maps(target->items[at], *item);
      }
    }
  }

  static std::size_t find(const Value& list, std::string_view key, const Value& name) {
    std::size_t at = 0;
    for (const Value* item : list.list()) {
      const Value* other = item->get(key);
      if (other != nullptr && equal_trees(*other, name)) return at;
      ++at;
    }
    return at;
  }

  value::Builder& builder_;
  std::string_view kind_;
  bool by_items_;
};

}  // namespace

void merge(value::Builder& builder, Value* target, const Value& patch, std::string_view api_version, std::string_view kind) {
  Merger(builder, api_version, kind).maps(target, patch);
}

}  // namespace portolan::kubernetes
