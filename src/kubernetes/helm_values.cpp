#include "kubernetes/helm_values.h"

#include <algorithm>
#include <map>
#include <span>

#include "kubernetes/names.h"
#include "kubernetes/trees.h"

namespace portolan::kubernetes {

using value::Member;
using value::Value;

namespace {

constexpr std::string_view version_label = "app.kubernetes.io/version";
constexpr std::string_view note =
    "# The chart makes its own namespaces: install the release into one that is already there, without --create-namespace.\n";

Value* walk(Value* from, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) from = member(from, key);
  return from;
}

ValuePath below(ValuePath path, std::initializer_list<std::string_view> more) {
  path.insert(path.end(), more);
  return path;
}

// A name that needs no escaping inside a template's quotes.
bool is_plain(std::string_view name) {
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

// What must be said over `base` to get `wanted`: maps merge in Helm, and null removes.
Value* overrides(value::Builder& builder, const Value* base, const Value& wanted) {
  Value* said = builder.map();
  for (const Member& entry : wanted.map()) {
    const Value* before = base == nullptr ? nullptr : base->get(entry.key);
    if (before != nullptr && equal_trees(*before, *entry.value)) continue;
    const bool merges = before != nullptr && before->is_map() && entry.value->is_map();
    builder.append(said, entry.key, merges ? overrides(builder, before, *entry.value) : copy_tree(builder, *entry.value));
  }
  return said;
}

// Of the maps that are used as wholes (resources): a member that the environment does not have must go.
void remove_missing(value::Builder& builder, const Value& base, const Value& wanted, Value* said) {
  for (const Member& entry : base.map()) {
    const Value* now = wanted.get(entry.key);
    if (now == nullptr) {
      builder.set(said, entry.key, builder.null());
    } else if (entry.value->is_map() && now->is_map() && !equal_trees(*entry.value, *now)) {
      remove_missing(builder, *entry.value, *now, ensure_map(builder, said, entry.key));
    }
  }
}

void remove_missing_resources(value::Builder& builder, const Value& base, const Value& wanted, Value* said) {
  for (const Member& entry : base.map()) {
    const Value* now = wanted.get(entry.key);
    if (now == nullptr || !entry.value->is_map() || !now->is_map() || equal_trees(*entry.value, *now)) continue;
    Value* deeper = ensure_map(builder, said, entry.key);
    if (entry.key == "resources") {
      remove_missing(builder, *entry.value, *now, deeper);
    } else {
      remove_missing_resources(builder, *entry.value, *now, deeper);
    }
    if (deeper->count == 0) builder.remove(said, entry.key);
  }
}

}  // namespace

HelmValues::HelmValues(const std::vector<Object>& objects) : root_(own_.map()) {
  std::map<std::pair<std::string_view, std::string_view>, std::string_view> seen;
  for (const Object& object : objects) {
    const auto [place, fresh] = seen.try_emplace({object.kind, object.name}, object.name_space);
    if (!fresh && place->second != object.name_space) ambiguous_.insert(place->first);
  }
}

Value* HelmValues::take(value::Builder& builder, const ValuePath& path, const Value& given) {
  Value* map = root_;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) map = ensure_map(own_, map, own_.keep(path[i]));
  own_.set(map, own_.keep(path.back()), copy_tree(own_, given));
  return value_reference(builder, path);
}

void HelmValues::take_member(value::Builder& builder, Value* map, std::string_view key, const ValuePath& path) {
  const Value* given = member(map, key);
  if (given != nullptr) builder.set(map, key, take(builder, path, *given));
}

std::string_view HelmValues::name_of(const Object& object) {
  return ambiguous_.contains({object.kind, object.name}) ? joined(own_, {object.name, ".", object.name_space}) : object.name;
}

void HelmValues::container(value::Builder& builder, Value* map, ValuePath path) {
  take_member(builder, map, "image", below(path, {"image"}));
  take_member(builder, map, "resources", below(path, {"resources"}));
  const Value* env = map->get("env");
  if (env == nullptr) return;
  for (Value* variable : env->list()) {
    const Value* name = variable->get("name");
    if (name != nullptr && is_plain(name->text())) take_member(builder, variable, "value", below(path, {"env", name->text()}));
  }
}

void HelmValues::controller(value::Builder& builder, const Object& object) {
  const ValuePath path = {"services", name_of(object)};
  const bool timed = object.kind == "CronJob";
  Value* spec = member(object.root, "spec");
  Value* made = timed ? walk(spec, {"jobTemplate", "spec", "template"}) : walk(spec, {"template"});
  Value* pod = walk(made, {"spec"});
  if (pod == nullptr) return;
  take_member(builder, spec, "replicas", below(path, {"replicas"}));
  if (timed) take_member(builder, spec, "schedule", below(path, {"schedule"}));
  for (Value* metadata : {walk(object.root, {"metadata"}), walk(made, {"metadata"}), walk(spec, {"jobTemplate", "metadata"})}) {
    Value* labels = walk(metadata, {"labels"});
    if (labels != nullptr) take_member(builder, labels, version_label, below(path, {"version"}));
  }
  bool first = true;
  for (const std::string_view list : {"containers", "initContainers"}) {
    const Value* containers = pod->get(list);
    if (containers == nullptr) continue;
    for (Value* item : containers->list()) {
      const Value* name = item->get("name");
      const std::string_view called = name == nullptr ? std::string_view() : name->text();
      container(builder, item, first ? path : below(path, {"containers", called}));
      first = false;
    }
  }
}

void HelmValues::autoscaler(value::Builder& builder, const Object& object) {
  Value* spec = member(object.root, "spec");
  if (spec == nullptr) return;
  for (const std::string_view key : {"maxReplicas", "minReplicas"}) take_member(builder, spec, key, {"autoscaling", name_of(object), key});
}

void HelmValues::hosts(value::Builder& builder, const Object& object) {
  Value* spec = member(object.root, "spec");
  if (spec != nullptr) take_member(builder, spec, "hostnames", {"hosts", name_of(object)});
}

// One list, whose items the rules and the certificate's hosts name by their number.
void HelmValues::ingress_hosts(value::Builder& builder, const Object& object) {
  const std::string_view name = name_of(object);
  Value* spec = member(object.root, "spec");
  const Value* rules = member(spec, "rules");
  Value* all = own_.list();
  for (Value* rule : rules == nullptr ? std::span<Value* const>() : rules->list()) {
    const Value* host = rule->get("host");
    if (host == nullptr) continue;
    const std::string_view number = digits(own_, all->count);
    own_.push(all, own_.copy(host->text()));
    builder.set(rule, "host", value_reference(builder, {"hosts", name, number}));
  }
  if (all->count == 0) return;
  own_.set(ensure_map(own_, root_, "hosts"), own_.keep(name), all);
  const Value* tls = member(spec, "tls");
  for (Value* entry : tls == nullptr ? std::span<Value* const>() : tls->list()) {
    if (entry->get("hosts") != nullptr) builder.set(entry, "hosts", value_reference(builder, {"hosts", name}));
  }
}

void HelmValues::cut_out(value::Builder& builder, const Object& object) {
  if (object.kind == "Deployment" || object.kind == "StatefulSet" || object.kind == "CronJob") controller(builder, object);
  if (object.kind == "HorizontalPodAutoscaler") autoscaler(builder, object);
  if (object.kind == "HTTPRoute" || object.kind == "GRPCRoute") hosts(builder, object);
  if (object.kind == "Ingress") ingress_hosts(builder, object);
}

std::string HelmValues::base_file(std::string_view environment) const {
  value::Builder builder;
  Value* root = copy_tree(builder, *root_);
  builder.set(root, "environment", builder.text(environment));
  value::sort_keys(*root);
  std::string content(file_header);
  content += note;
  value::emit_yaml(*root, content);
  return content;
}

std::string HelmValues::difference_file(const HelmValues& base, std::string_view environment) const {
  value::Builder builder;
  Value* root = overrides(builder, base.root_, *root_);
  remove_missing_resources(builder, *base.root_, *root_, root);
  builder.set(root, "environment", builder.text(environment));
  value::sort_keys(*root);
  std::string content(file_header);
  value::emit_yaml(*root, content);
  return content;
}

}  // namespace portolan::kubernetes
