#include <algorithm>

#include "chart/normalise_scalar.h"
#include "chart/normalise_shape.h"
#include "chart/normalise_walk.h"
#include "language/forms.h"

// Texts: their forms, and the records that they stand for.

namespace portolan::chart {

namespace {

using language::ShortForm;
using language::Type;
using yaml::Node;

// What a short form says is not there, so that merged over another short form it replaces it.
constexpr Node not_said = [] {
  Node node;
  node.style = yaml::Style::made;
  return node;
}();

bool takes_text(const Type& type) { return !type.forms.empty() || !type.words.empty(); }

bool is_open(std::string_view text) { return language::is_question(text) || language::has_reference(text); }

}  // namespace

const Node* Walk::long_form(const Node& from, std::initializer_list<Said> said) {
  const std::span<yaml::Entry> entries = with_.arena.entries(said.size());
  std::ranges::transform(said, entries.begin(), [&](const Said& one) { return yaml::Entry{one.key, from.span, one.value}; });
  return with_.arena.map(entries, from.span);
}

const Node* Walk::one_item(const Node& node) {
  const std::span<const Node*> items = with_.arena.items(1);
  items[0] = &node;
  Node* list = with_.arena.node(yaml::Kind::sequence, yaml::Style::made, node.span);
  list->items = items;
  return list;
}

const Node* Walk::text(const Node& node, const Type& type, const Where& where) {
  if (where.key == "expose" && type.record != nullptr && is_list_of_ports(node)) {
    report_exposed_ports(where, with_.sink);
    return nullptr;
  }
  if (!takes_text(type)) {
    report_shape(node, type, where, with_);
    // What was meant is plain where a list takes it.
    if (type.links || (type.list != nullptr && takes_text(*type.list))) return value(*one_item(node), type, where);
    return nullptr;
  }
  if (type.record != nullptr) return lengthened(node, type, where);
  if (!check_text(node.text, node.span, true, type, where, with_.sink)) return nullptr;
  if (type.list != nullptr && !type.command && !type.has_word(node.text)) return one_item(node);
  return &node;
}

const Node* Walk::lengthened(const Node& node, const Type& type, const Where& where) {
  const ShortForm form = type.record->short_form;
  if (form == ShortForm::health) return health(node, type, where);
  if (form == ShortForm::metrics) return metrics(node, type, where);
  if (!check_text(node.text, node.span, true, type, where, with_.sink)) return nullptr;
  switch (form) {
    case ShortForm::port: return port(node);
    case ShortForm::range: {
      const std::size_t dots = is_open(node.text) ? std::string_view::npos : node.text.find("..");
      if (dots == std::string_view::npos) return long_form(node, {{"min", &node}, {"max", &node}});
      return long_form(node, {{"min", with_.arena.scalar(node.text.substr(0, dots), node.span)},
                              {"max", with_.arena.scalar(node.text.substr(dots + 2), node.span)}});
    }
    case ShortForm::job: return job(node, type);
    case ShortForm::key: return short_key(node, type, where);
    default: break;
  }
  if (type.list != nullptr && !type.has_word(node.text)) return one_item(node);
  return &node;
}

// A word of the type stands for the record only where the short key takes that word: `mesh: none`, but not `expose: none`.
const Node* Walk::short_key(const Node& node, const Type& type, const Where& where) {
  const language::Key& key = *type.record->short_key;
  if (type.has_word(node.text) && !key.type->has_word(node.text)) return &node;
  const Node* inner = value(node, *key.type, where);
  return inner == nullptr ? nullptr : long_form(node, {{key.name, inner}});
}

const Node* Walk::port(const Node& node) {
  const std::size_t colon = is_open(node.text) ? std::string_view::npos : node.text.find(':');
  if (colon == std::string_view::npos) return long_form(node, {{"port", &node}, {"target", &not_said}});
  return long_form(node, {{"port", with_.arena.scalar(node.text.substr(0, colon), node.span)},
                          {"target", with_.arena.scalar(node.text.substr(colon + 1), node.span)}});
}

const Node* Walk::health(const Node& node, const Type& type, const Where& where) {
  if (node.text == "none") return &node;
  const Node* main = nullptr;
  const auto one_of = [&](std::string_view kind) -> const Node* {
    main = kind == "path" ? &node : with_.arena.scalar("", node.span);
    const auto said = [&](std::string_view key) { return Said{key, key == kind ? main : &not_said}; };
    return long_form(node, {said("path"), said("tcp"), said("grpc"), said("exec")});
  };
  if (node.text == "tcp" || node.text == "grpc") return one_of(node.text);
  if (node.text.starts_with('/') || is_open(node.text)) return one_of("path");
  static constexpr std::string_view words[] = {"tcp", "grpc", "none"};
  Type closed = type;
  closed.words = words;
  closed.forms = {};
  check_text(node.text, node.span, true, closed, where, with_.sink);
  return nullptr;
}

const Node* Walk::metrics(const Node& node, const Type& type, const Where& where) {
  if (node.text == "none") return &node;
  if (node.text.starts_with('/')) return long_form(node, {{"path", &node}, {"port", &not_said}});
  static constexpr std::string_view words[] = {"none"};
  static constexpr language::Form forms[] = {language::Form::port_name};
  Type closed = type;
  closed.words = words;
  closed.forms = forms;
  if (!check_text(node.text, node.span, true, closed, where, with_.sink)) return nullptr;
  return long_form(node, {{"port", &node}});
}

const Node* Walk::job(const Node& node, const Type& type) {
  if (type.has_word(node.text)) return long_form(node, {{"run", &node}, {"schedule", &not_said}});
  return long_form(node, {{"schedule", &node}, {"run", &not_said}});
}

}  // namespace portolan::chart
