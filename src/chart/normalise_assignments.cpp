#include "chart/normalise_assignments.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include "language/forms.h"

namespace portolan::chart {

namespace {

using yaml::Node;

// `NAME: "VALUE"`; empty where the item is no assignment that a map could hold.
std::string as_entry(const Node& item) {
  const std::size_t equals = item.text.find('=');
  if (!item.is_scalar() || equals == std::string_view::npos) return {};
  const std::string_view name = item.text.substr(0, equals);
  const bool plain = language::matches(language::Form::variable, name);
  if (!plain) return {};
  std::string value;
  for (const char character : item.text.substr(equals + 1)) {
    if (static_cast<unsigned char>(character) < 0x20) return {};
    if (character == '"' || character == '\\') value += '\\';
    value += character;
  }
  return fmt::format("{}: \"{}\"", name, value);
}

std::string_view name_of(const Node& item) { return item.text.substr(0, item.text.find('=')); }

// The offset of the dash before an item of a block list.
std::optional<std::uint32_t> dash_before(const Node& item, std::string_view content) {
  std::uint32_t at = item.span.begin;
  while (at > 0 && content[at - 1] == ' ') --at;
  if (at == 0 || content[at - 1] != '-') return std::nullopt;
  return at - 1;
}

}  // namespace

std::optional<diagnostics::Fix> assignments_as_map(const Node& list, text::Span key, const text::Sources& sources) {
  if (list.items.empty()) return std::nullopt;
  diagnostics::Fix fix{"write a map", {}};
  std::unordered_set<std::string_view> names;
  std::string whole;
  const text::SourceFile& file = sources.file(list.span.file);
  for (const Node* item : list.items) {
    const std::string entry = as_entry(*item);
    if (entry.empty() || !names.insert(name_of(*item)).second) return std::nullopt;
    whole += (whole.empty() ? "" : ", ") + entry;
    if (list.style == yaml::Style::flow) continue;
    const auto dash = dash_before(*item, file.content());
    if (!dash) return std::nullopt;
    // A list may stand right below its key, a map may not.
    const std::uint32_t column = file.position(*dash).column;
    const std::uint32_t key_column = file.position(key.begin).column;
    const std::string indentation(column > key_column ? 0 : key_column - column + 2, ' ');
    fix.edits.push_back({{list.span.file, *dash, item->span.end}, indentation + entry});
  }
  if (list.style == yaml::Style::flow) fix.edits.push_back({list.span, "{" + whole + "}"});
  return fix;
}

}  // namespace portolan::chart
