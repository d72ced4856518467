#include "kubernetes/helm_template.h"

#include <algorithm>

namespace portolan::kubernetes {

namespace {

// Control characters never stand unescaped in emitted YAML, so they can mark what is to be written as it is.
constexpr char opening = '\x01';
constexpr char closing = '\x02';
constexpr std::string_view braces = "{{";

bool is_identifier(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto other = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && letter(name.front()) && std::ranges::all_of(name, other);
}

bool is_number(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

std::string expression(const ValuePath& path) {
  std::string text = ".Values";
  auto name = path.begin();
  for (; name != path.end() && is_identifier(*name); ++name) text.append(1, '.').append(*name);
  if (name == path.end()) return text;
  text = "index " + text;
  for (; name != path.end(); ++name) {
    text += ' ';
    if (is_number(*name)) {
      text += *name;
    } else {
      text.append(1, '"').append(*name).append(1, '"');
    }
  }
  return text;
}

}  // namespace

value::Value* value_reference(value::Builder& builder, const ValuePath& path) {
  std::string text(1, opening);
  text += expression(path);
  text += closing;
  return builder.raw(builder.keep(text));
}

std::string helm_text(std::string_view document) {
  std::string text;
  text.reserve(document.size() + document.size() / 8);
  for (std::size_t i = 0; i < document.size(); ++i) {
    if (document[i] == opening) {
      const std::size_t end = document.find(closing, i);
      text.append("{{ ").append(document.substr(i + 1, end - i - 1)).append(" | toJson }}");
      i = end;
    } else if (document.substr(i, 2) == braces) {
      text += "{{ \"{{\" }}";
      ++i;
    } else {
      text += document[i];
    }
  }
  return text;
}

std::string open_condition(std::span<const std::string_view> environments) {
  std::string text = "{{- if has .Values.environment (list";
  for (const std::string_view environment : environments) text.append(" \"").append(environment).append("\"");
  return text + ") }}\n";
}

std::string close_condition() { return "{{- end }}\n"; }

}  // namespace portolan::kubernetes
