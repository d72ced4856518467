#include "chart/normalise_required.h"

#include <fmt/core.h>

#include "chart/normalise.h"
#include "chart/normalise_where.h"

namespace portolan::chart {

namespace {

using language::Key;
using language::Record;
using language::Type;
using yaml::Entry;
using yaml::Node;

void look(const Node& node, const Type& type, const Where& where, text::Span span, diagnostics::Sink& sink);

void look_record(const Node& node, const Record& record, std::string_view what, text::Span span, diagnostics::Sink& sink) {
  for (const Key& key : record.keys) {
    if (!key.required) continue;
    const Node* value = node.get(key.name);
    if (value == nullptr || value->is_null()) report_missing_key(key, what.empty() ? record.noun : what, span, sink);
  }
  for (const Entry& entry : node.entries) {
    if (!entry.value->is_map()) continue;
    if (entry.key == "versions") continue;  // complete only with its service under it; looked at where they are merged
    const Key* key = record.find(entry.key);
    if (key != nullptr && key->type->needs_keys) {
      look(*entry.value, *key->type, Where{&record, key->name, {}, false, entry.key_span}, entry.key_span, sink);
    }
  }
}

void look(const Node& node, const Type& type, const Where& where, text::Span span, diagnostics::Sink& sink) {
  if (type.record != nullptr) {
    // Where the record is one of several of its key, the message says which.
    look_record(node, *type.record, where.entry.empty() ? std::string() : phrase(where), span, sink);
  } else if (type.map != nullptr && type.map->record != nullptr) {
    for (const Entry& entry : node.entries) {
      if (entry.value->is_map())
        look(*entry.value, *type.map, Where{where.record, where.key, entry.key, false, entry.key_span}, entry.key_span, sink);
    }
  }
}

}  // namespace

void report_missing_key(const Key& key, std::string_view what, text::Span span, diagnostics::Sink& sink) {
  diagnostics::Diagnostic diagnostic;
  diagnostic.code = "P0209";
  diagnostic.span = span;
  diagnostic.message = fmt::format("{} has no `{}`", what, key.name);
  if (!key.example.empty()) diagnostic.hint = fmt::format("for example `{}: {}`", key.name, key.example);
  sink.add(std::move(diagnostic));
}

void check_list_item(const Node& item, const Record& record, diagnostics::Sink& sink) {
  for (const Key& key : record.keys) {
    if (key.required_in_lists && item.get(key.name) == nullptr) report_missing_key(key, record.noun, item.span, sink);
  }
  look_record(item, record, {}, item.span, sink);
}

void check_required(const Node& merged, std::string_view record, text::Span declared, diagnostics::Sink& sink) {
  if (const Record* found = language::find_record(record)) look_record(merged, *found, {}, declared, sink);
}

}  // namespace portolan::chart
