#include "chart/normalise.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "chart/normalise_key.h"
#include "chart/normalise_required.h"
#include "chart/normalise_scalar.h"
#include "chart/normalise_shape.h"
#include "chart/normalise_walk.h"
#include "language/forms.h"

namespace portolan::chart {

namespace {

using language::Key;
using language::Record;
using language::Type;
using yaml::Entry;
using yaml::Node;

// The entries of a map while it is walked: the map itself as long as nothing changes, then a copy.
class Rewriting {
 public:
  Rewriting(const Node& map, yaml::Arena& arena) : map_(map), arena_(arena) {}

  void keep(const Entry& entry) {
    if (changed_) {
      copy_[kept_] = entry;
    } else if (const Entry& old = map_.entries[kept_]; old.value != entry.value || old.key.data() != entry.key.data()) {
      change();
      copy_[kept_] = entry;
    }
    ++kept_;
  }
  void drop() {
    if (!changed_) change();
  }
  const Node* finish() { return changed_ ? arena_.map(copy_.first(kept_), map_.span) : &map_; }

 private:
  void change() {
    changed_ = true;
    copy_ = arena_.entries(map_.entries.size());
    std::ranges::copy(map_.entries.first(kept_), copy_.begin());
  }

  const Node& map_;
  yaml::Arena& arena_;
  std::span<Entry> copy_;
  std::size_t kept_ = 0;
  bool changed_ = false;
};

// Finds the first of two equal texts in a list: item by item where the list is short, hashed where it is not.
class Repetitions {
 public:
  explicit Repetitions(std::size_t items) : hashed_(items > 16) {}

  // nullptr where `item` is the first with its text.
  const Node* first_of(const Node& item, std::span<const Node* const> items) {
    if (hashed_) {
      const auto [at, fresh] = seen_.emplace(item.text, &item);
      return fresh ? nullptr : at->second;
    }
    for (const Node* earlier : items) {
      if (earlier == &item) return nullptr;
      if (earlier->is_scalar() && earlier->text == item.text) return earlier;
    }
    return nullptr;
  }

 private:
  bool hashed_;
  std::unordered_map<std::string_view, const Node*> seen_;
};

bool is_kubernetes(std::string_view target) { return target == "kubernetes" || target == "kubernetes/cluster"; }

// The links to the cluster's own API have verbs per resource instead of a record.
bool is_kubernetes_link(const Type& links, std::string_view target) {
  return links.links && links.map->record != nullptr && links.map->map != nullptr && is_kubernetes(target);
}

}  // namespace

bool Walk::enough() {
  if (stopped_ || with_.sink.all().size() < most_problems) return stopped_;
  stopped_ = true;
  diagnostics::Diagnostic diagnostic;
  diagnostic.code = "P0215";
  diagnostic.span = with_.sink.all().back().span;
  diagnostic.message = fmt::format("there are more than {} mistakes; the rest was not read", most_problems);
  with_.sink.add(std::move(diagnostic));
  return true;
}

// A number that is no version of the language; what is no number is refused like everywhere else.
bool Walk::is_other_version(const Node& said) {
  if (!said.is_scalar() || said.text.empty() || said.text == "1") return false;
  if (said.text.find_first_not_of("0123456789") != std::string_view::npos) return false;
  diagnostics::Diagnostic diagnostic;
  diagnostic.code = "P0309";
  diagnostic.span = said.span;
  diagnostic.message = fmt::format("version {} of the language is not known", said.text);
  diagnostic.hint = "this program reads version 1: write `portolan: 1`";
  with_.sink.add(std::move(diagnostic));
  return true;
}

const Node* Walk::record(const Node& map, const Record& record) {
  Rewriting rewriting(map, with_.arena);
  for (const Entry& entry : map.entries) {
    if (enough()) {
      rewriting.drop();
      continue;
    }
    const Key* key = record.find(entry.key);
    std::string_view name = entry.key;
    if (key == nullptr) {
      key = report_unknown_key(entry, record, map, with_.sink);
      if (key != nullptr) name = key->name;
    } else if (key->root_only && !with_.root_file) {
      report_root_key(entry, with_.sink);
      key = nullptr;
    }
    const bool refused = key == nullptr || (key->name == "portolan" && is_other_version(*entry.value));
    const Node* kept = refused ? nullptr : value(*entry.value, *key->type, Where{&record, key->name, {}, false, entry.key_span});
    if (kept == nullptr) {
      rewriting.drop();
    } else {
      rewriting.keep({name, entry.key_span, kept});
    }
  }
  return rewriting.finish();
}

const Node* Walk::value(const Node& node, const Type& type, const Where& where) {
  if (type.any) return &node;
  switch (node.kind) {
    case yaml::Kind::null:
      if (!where.item) return &node;
      report_empty_item(where, node.span, with_.sink);
      return nullptr;
    case yaml::Kind::scalar: return text(node, type, where);
    case yaml::Kind::sequence:
      if (where.key == "expose" && type.record != nullptr && is_list_of_ports(node)) {
        report_exposed_ports(where, with_.sink);
        return nullptr;
      }
      if (type.links || (type.list != nullptr && type.map != nullptr)) return list_as_map(node, type, where);
      if (type.list == nullptr) break;
      if (type.command && type.record != nullptr) {
        const Node* words = list(node, *type.list, where);
        return words == nullptr ? nullptr : long_form(node, {{type.record->short_key->name, words}});
      }
      return list(node, *type.list, where);
    case yaml::Kind::map:
      if (type.record != nullptr) return record(node, *type.record);
      if (type.map != nullptr) return map(node, type, where);
      break;
  }
  report_shape(node, type, where, with_);
  return nullptr;
}

const Node* Walk::map(const Node& node, const Type& type, const Where& where) {
  Rewriting rewriting(node, with_.arena);
  for (const Entry& entry : node.entries) {
    bool known = !enough() && check_map_key(entry.key, entry.key_span, type, where, with_.sink);
    if (known && type.rules && language::find_rule(entry.key) == nullptr) {
      report_unknown_rule(entry, with_.sink);
      known = false;
    }
    const Node* kept = known ? map_value(entry, type, where) : nullptr;
    if (kept == nullptr) {
      rewriting.drop();
    } else {
      rewriting.keep({entry.key, entry.key_span, kept});
    }
  }
  return rewriting.finish();
}

const Node* Walk::map_value(const Entry& entry, const Type& type, const Where& where) {
  const Where here{where.record, where.key, entry.key, false, entry.key_span};
  if (!is_kubernetes_link(type, entry.key)) return value(*entry.value, *type.map, here);
  if (entry.value->is_null()) return entry.value;
  if (entry.value->is_map()) return map(*entry.value, *type.map, here);
  report_kubernetes_without_verbs(entry.key, entry.value->span, with_.sink);
  return nullptr;
}

const Node* Walk::list(const Node& node, const Type& item, const Where& where) {
  const Where here{where.record, where.key, {}, true, where.key_span};
  std::span<const Node*> copy;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < node.items.size(); ++at) {
    const Node* one = enough() ? nullptr : value(*node.items[at], item, here);
    if (one != nullptr && one->is_map() && item.record != nullptr) check_list_item(*one, *item.record, with_.sink);
    if (one == node.items[at] && copy.empty()) {
      ++kept;
      continue;
    }
    if (copy.empty()) {
      copy = with_.arena.items(node.items.size());
      std::ranges::copy(node.items.first(kept), copy.begin());
    }
    if (one != nullptr) copy[kept++] = one;
  }
  if (copy.empty()) return &node;
  Node* result = with_.arena.node(yaml::Kind::sequence, node.style, node.span);
  result->items = copy.first(kept);
  return result;
}

// `[a, b]` → `{a: {}, b: {}}`
const Node* Walk::list_as_map(const Node& node, const Type& type, const Where& where) {
  const Where here{where.record, where.key, {}, true, where.key_span};
  Type item_type;
  item_type.forms = {&type.keys, 1};
  if (!type.links) item_type = *type.list;
  const std::span<Entry> entries = with_.arena.entries(node.items.size());
  Repetitions repetitions(node.items.size());
  std::size_t kept = 0;
  for (const Node* item : node.items) {
    if (enough()) break;
    if (item->is_null()) {
      report_empty_item(here, item->span, with_.sink);
    } else if (!item->is_scalar()) {
      report_shape(*item, item_type, here, with_);
    } else if (is_kubernetes_link(type, item->text)) {
      report_kubernetes_without_verbs(item->text, item->span, with_.sink);
    } else if (check_text(item->text, item->span, true, item_type, here, with_.sink)) {
      if (const Node* first = repetitions.first_of(*item, node.items)) {
        report_repeated_item(*item, *first, here, with_.sink);
      } else {
        entries[kept++] = {item->text, item->span, with_.arena.map({}, item->span)};
      }
    }
  }
  return with_.arena.map(entries.first(kept), node.span);
}

const Node* normalise(const Node& tree, std::string_view name, const Normalising& with) {
  const Record& record = *language::find_record(name);
  if (!tree.is_map()) {
    diagnostics::Diagnostic diagnostic;
    diagnostic.code = "P0204";
    diagnostic.span = tree.span;
    diagnostic.message = tree.is_null() ? fmt::format("{} is empty", record.noun) : fmt::format("{} is a map", record.noun);
    if (name == "Chart")
      diagnostic.hint = with.root_file ? "begin with `portolan: 1` and `app: NAME`" : "write `services:`, or take it out of `include`";
    with.sink.add(std::move(diagnostic));
    return nullptr;
  }
  return Walk(with).record(tree, record);
}

bool check_scalar(std::string_view text, text::Span span, std::string_view record, std::string_view key, diagnostics::Sink& sink) {
  const Record* owner = language::find_record(record);
  const Key* found = owner == nullptr ? nullptr : owner->find(key);
  if (found == nullptr) return true;
  const Type* type = found->type;
  while (type->forms.empty() && type->words.empty() && (type->map != nullptr || type->list != nullptr)) {
    type = type->map != nullptr ? type->map : type->list;
  }
  return check_text(text, span, false, *type, Where{owner, found->name, {}, false, {}}, sink);
}

}  // namespace portolan::chart
