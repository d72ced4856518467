#include "chart/normalise_shape.h"

#include <fmt/core.h>

#include <algorithm>

#include "chart/normalise_assignments.h"
#include "language/forms.h"

namespace portolan::chart {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Edit;
using diagnostics::Fix;

std::string_view shape_of(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Kind::null: return "nothing";
    case yaml::Kind::scalar: return "a text";
    case yaml::Kind::sequence: return "a list";
    case yaml::Kind::map: return "a map";
  }
  return "nothing";
}

struct ListHabit {
  std::string_view key;
  std::string_view code;
  std::string_view advice;
};

// Lists of Compose and Kubernetes where the language has a map.
constexpr ListHabit list_habits[] = {
    {"ports", "P0222",
     "give each port a name that begins with its protocol: `ports: {http: 8080}`, or `http: 80:8080` where others say 80"},
    {"env", "P0234", "write a map: `env: {LOG_LEVEL: info}`"},
    {"volumes", "P0235",
     "write a map from the path in the container: `volumes: {/data: 5Gi, /tmp: temp}`; files beside the chart stand under `files`"},
    {"labels", "P0236", "write a map: `labels: {tier: web}`"},
    {"annotations", "P0236", "write a map: `annotations: {example.com/team: shop}`"},
};

constexpr std::string_view expose_advice =
    "ports are declared under `ports` and opened to whoever calls them; `expose` is for the world outside: `expose: {host: "
    "shop.example.com}`";

bool is_number(const yaml::Node* node) { return node->is_scalar() && language::matches(language::Form::integer, node->text); }

// A text that means the same inside `[…]`.
bool fits_into_brackets(const yaml::Node& node) {
  if (node.style == yaml::Style::single_quoted || node.style == yaml::Style::double_quoted) return true;
  return node.style == yaml::Style::plain && node.text.find_first_of(",[]{}\n") == std::string_view::npos;
}

}  // namespace

void report_shape(const yaml::Node& node, const language::Type& type, const Where& where, const Normalising& with) {
  Diagnostic diagnostic;
  diagnostic.code = "P0204";
  diagnostic.span = node.span;
  diagnostic.message = fmt::format("{} is {}, not {}", phrase(where), wanted_shape(type), shape_of(node));
  if (node.is_sequence() && where.entry.empty() && !where.item) {
    const auto habit = std::ranges::find(list_habits, where.key, &ListHabit::key);
    if (habit != std::end(list_habits)) {
      diagnostic.code = habit->code;
      diagnostic.hint = habit->advice;
      diagnostic.span = where.key_span;
      diagnostic.fix = assignments_as_map(node, where.key_span, with.sources);
    }
  }
  const bool takes_list = type.list != nullptr || type.links;
  if (node.is_scalar() && takes_list && fits_into_brackets(node)) {
    const text::Span begin{node.span.file, node.span.begin, node.span.begin};
    const text::Span end{node.span.file, node.span.end, node.span.end};
    diagnostic.fix = Fix{fmt::format("write `[{}]`", node.text), {Edit{begin, "["}, Edit{end, "]"}}};
  }
  if (node.is_map() && where.item && type.list == nullptr) {
    diagnostic.hint = fmt::format("what has options is an entry of a map: `{}: {{NAME: {{…}}}}`", where.key);
  }
  with.sink.add(std::move(diagnostic));
}

void report_exposed_ports(const Where& where, diagnostics::Sink& sink) {
  Diagnostic diagnostic;
  diagnostic.code = "P0221";
  diagnostic.span = where.key_span;
  diagnostic.message = fmt::format("{} names no ports", phrase(where));
  diagnostic.hint = expose_advice;
  sink.add(std::move(diagnostic));
}

bool is_list_of_ports(const yaml::Node& node) {
  if (node.is_sequence()) return !node.items.empty() && std::ranges::all_of(node.items, is_number);
  return is_number(&node);
}

void report_empty_item(const Where& where, text::Span span, diagnostics::Sink& sink) {
  Diagnostic diagnostic;
  diagnostic.code = "P0210";
  diagnostic.span = span;
  diagnostic.message = fmt::format("{} is empty", phrase(where));
  sink.add(std::move(diagnostic));
}

void report_repeated_item(const yaml::Node& item, const yaml::Node& first, const Where& where, diagnostics::Sink& sink) {
  Diagnostic diagnostic;
  diagnostic.code = "P0211";
  diagnostic.span = item.span;
  diagnostic.message = fmt::format("{} stands twice in `{}` of {}", quoted(item.text), where.key, where.record->noun);
  diagnostic.notes.push_back({first.span, "the first one"});
  sink.add(std::move(diagnostic));
}

void report_kubernetes_without_verbs(std::string_view target, text::Span span, diagnostics::Sink& sink) {
  Diagnostic diagnostic;
  diagnostic.code = "P0214";
  diagnostic.span = span;
  diagnostic.message = fmt::format("`{}` is the cluster's own API, and a link to it says what it may do there", target);
  diagnostic.hint = fmt::format("write the resources and the verbs: `uses: {{{}: {{deployments.apps: [get, list]}}}}`", target);
  sink.add(std::move(diagnostic));
}

}  // namespace portolan::chart
