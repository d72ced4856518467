#include <algorithm>
#include <limits>

#include <fmt/core.h>

#include "chart/decoder.h"
#include "language/forms.h"
#include "language/quantities.h"

// Texts, numbers and words of a merged tree.

namespace portolan::chart {

namespace {

bool within(const text::Span& inner, const text::Span& outer) {
  return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

}  // namespace

bool Decoder::inherited(const yaml::Node& node) const {
  if (subject_.own == nullptr || !node.span.known()) return false;
  return std::none_of(subject_.own->begin(), subject_.own->end(), [&node](const text::Span& own) { return within(node.span, own); });
}

Place Decoder::place(const yaml::Node& node) const {
  return {.said = node.span,
          .via = inherited(node) ? subject_.via : text::Span{},
          .over = node.over != nullptr ? node.over->span : text::Span{}};
}

Place Decoder::place(const yaml::Entry& entry) const {
  Place result = place(*entry.value);
  result.said = entry.key_span;
  return result;
}

void Decoder::question(const yaml::Node& node, std::string text) {
  chart_.questions.push_back({.code = "P1001",
                              .to = subject_.owner,
                              .about = subject_.about,
                              .text = std::move(text),
                              .blocking = subject_.active,
                              .at = place(node)});
}

std::string Decoder::text(const yaml::Node& node, std::string* asked) {
  if (!node.is_scalar()) return {};
  if (node.text.find('$') == std::string_view::npos && !language::is_question(node.text)) return std::string(node.text);
  const Template made = filler_.fill(node, subject_.self, place(node));
  if (made.is_question()) {
    if (asked != nullptr) *asked = made.question;
    question(node, made.question);
    return {};
  }
  std::string result;
  for (const Segment& segment : made.segments) {
    if (!segment.reference) {
      result += segment.literal;
      continue;
    }
    sink_.add({.code = "P0315",
               .span = node.span,
               .message = fmt::format("`{}` cannot stand here", segment.reference->raw),
               .hint = "here only `${vars.…}` and `${self.…}` are filled in; secrets and targets stand in `env`, `args`, `entrypoint`, "
                       "`user`, `password`, `settings` and files"});
  }
  return result;
}

std::string Decoder::text(const yaml::Node& map, std::string_view key, std::string_view fallback, std::string* asked) {
  const yaml::Node* node = given(map, key);
  return node != nullptr && node->is_scalar() ? text(*node, asked) : std::string(fallback);
}

std::string Decoder::formed(const yaml::Node& map, std::string_view key, language::Form form, std::string_view fallback) {
  const yaml::Node* node = given(map, key);
  if (node == nullptr || !node->is_scalar()) return std::string(fallback);
  std::string asked;
  std::string result = text(*node, &asked);
  if (!asked.empty()) return std::string(fallback);
  return became(*node, key, result, form) ? result : std::string(fallback);
}

bool Decoder::became(const yaml::Node& node, std::string_view key, std::string_view result, language::Form form) {
  if (!language::has_reference(node.text) || (language::matches(form, result) && language::fits(form, result))) return true;
  const language::FormInfo& info = language::form_info(form);
  sink_.add({.code = "P0316",
             .span = node.span,
             .message = fmt::format("`{}` becomes `{}`, which is not {}", key, result, info.wanted),
             .hint = fmt::format("for example `{}`", info.example)});
  return false;
}

std::optional<std::uint32_t> Decoder::number(const yaml::Node& map, std::string_view key) {
  return language::parse_integer(formed(map, key, language::Form::integer));
}

std::optional<std::uint16_t> Decoder::port_number(const yaml::Node& map, std::string_view key) {
  const auto value = number(map, key);
  if (!value || *value == 0 || *value > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  return static_cast<std::uint16_t>(*value);
}

bool Decoder::flag(const yaml::Node& map, std::string_view key, bool fallback) {
  const std::string said = text(map, key);
  return said.empty() ? fallback : said == "true";
}

std::uint32_t Decoder::milliseconds(const yaml::Node& map, std::string_view key, std::uint32_t fallback) {
  const auto value = language::parse_duration(formed(map, key, language::Form::duration));
  return value ? static_cast<std::uint32_t>(std::min<std::uint64_t>(*value, 0x7FFFFFFF)) : fallback;
}

std::vector<std::string> Decoder::texts(const yaml::Node& map, std::string_view key, std::string* asked, language::Form form) {
  std::vector<std::string> result;
  const yaml::Node* node = given(map, key);
  if (node == nullptr) return result;
  const auto add = [&](const yaml::Node& item) {
    std::string open;
    std::string said = text(item, &open);
    if (open.empty()) {
      if (became(item, key, said, form)) result.push_back(std::move(said));
    } else if (asked != nullptr) {
      *asked = std::move(open);
    }
  };
  if (node->is_scalar()) add(*node);
  for (const yaml::Node* item : node->items) {
    if (item->is_scalar()) add(*item);
  }
  for (const yaml::Entry& entry : node->entries) result.emplace_back(entry.key);
  return result;
}

std::map<std::string, std::string> Decoder::text_map(const yaml::Node& map, std::string_view key) {
  std::map<std::string, std::string> result;
  const yaml::Node* node = given(map, key);
  if (node == nullptr) return result;
  for (const yaml::Entry& entry : node->entries) {
    if (entry.value->is_scalar()) result.emplace(entry.key, text(*entry.value));
  }
  return result;
}

Template Decoder::filled(const yaml::Node& node) {
  Template result = filler_.fill(node, subject_.self, place(node));
  if (result.is_question()) question(node, result.question);
  return result;
}

namespace {

// Cuts a filled text into words at white space outside quotes; a reference never ends a word.
std::vector<Template> cut(const Template& whole) {
  std::vector<Template> words;
  bool open = false;
  char quote = 0;
  const auto word = [&]() -> Template& {
    if (!open) {
      words.emplace_back();
      words.back().at = whole.at;
      open = true;
    }
    return words.back();
  };
  const auto add = [&](char character) {
    Template& current = word();
    if (current.segments.empty() || current.segments.back().reference) current.segments.emplace_back();
    current.segments.back().literal += character;
  };
  for (const Segment& segment : whole.segments) {
    if (segment.reference) {
      word().segments.push_back(segment);
      continue;
    }
    for (const char character : segment.literal) {
      if (quote != 0) {
        if (character == quote)
          quote = 0;
        else
          add(character);
      } else if (character == '"' || character == '\'') {
        quote = character;
        word();
      } else if (character == ' ' || character == '\t' || character == '\n') {
        open = false;
      } else {
        add(character);
      }
    }
  }
  return words;
}

}  // namespace

std::optional<std::vector<Template>> Decoder::words(const yaml::Node& map, std::string_view key) {
  const yaml::Node* node = given(map, key);
  if (node == nullptr || node->is_null()) return std::nullopt;
  if (node->is_scalar()) {
    Template whole = filled(*node);
    if (whole.is_question()) return std::vector<Template>{std::move(whole)};
    return cut(whole);
  }
  std::vector<Template> result;
  for (const yaml::Node* item : node->items) result.push_back(filled(*item));
  return result;
}

}  // namespace portolan::chart
