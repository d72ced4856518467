#include "wiring/extras.h"

#include <array>
#include <charconv>
#include <optional>

#include "wiring/places.h"

namespace portolan::wiring {

namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

// Decimal with an optional sign, 0o octal, 0x hexadecimal. What does not fit stays a text.
std::optional<std::int64_t> integer(std::string_view text) {
  int base = 10;
  std::string_view digits = text;
  if (digits.starts_with("0o") || digits.starts_with("0x")) {
    base = digits[1] == 'o' ? 8 : 16;
    digits.remove_prefix(2);
  } else if (digits.starts_with('+')) {
    digits.remove_prefix(1);
    if (digits.starts_with('-')) return std::nullopt;
  }
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || error != std::errc() || rest != end) return std::nullopt;
  return value;
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?, and neither .inf nor .nan, which JSON cannot say.
bool is_float(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return false;
  const bool begins = (text[0] >= '0' && text[0] <= '9') || (text[0] == '.' && text.size() > 1 && text[1] >= '0' && text[1] <= '9');
  if (!begins) return false;
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && (rest == text.data() + text.size());
}

value::Value* scalar(const yaml::Node& node, value::Builder& builder) {
  if (node.style != yaml::Style::plain) return builder.copy(node.text);
  if (is_one_of(node.text, {"true", "True", "TRUE"})) return builder.boolean(true);
  if (is_one_of(node.text, {"false", "False", "FALSE"})) return builder.boolean(false);
  if (const auto number = integer(node.text)) return builder.integer(*number);
  if (is_float(node.text)) return builder.raw(builder.keep(node.text));
  return builder.copy(node.text);
}

}  // namespace

value::Value* typed(const yaml::Node& node, value::Builder& builder) {
  switch (node.kind) {
    case yaml::Kind::null: return builder.null();
    case yaml::Kind::scalar: return scalar(node, builder);
    case yaml::Kind::sequence: {
      value::Value* list = builder.list();
      for (const yaml::Node* item : node.items) builder.push(list, typed(*item, builder));
      return list;
    }
    case yaml::Kind::map: break;
  }
  value::Value* map = builder.map();
  for (const yaml::Entry& entry : node.entries) builder.set(map, builder.keep(entry.key), typed(*entry.value, builder));
  return map;
}

void take_extras(Draft& draft) {
  value::Builder& builder = draft.wiring.values;
  for (const chart::PatchSource& said : draft.chart.patches) {
    Patch patch{.target = said.target, .why = said.why, .at = origin(said.at)};
    if (said.merge != nullptr) patch.merge = typed(*said.merge, builder);
    if (said.operations != nullptr) patch.operations = typed(*said.operations, builder);
    draft.wiring.patches.push_back(std::move(patch));
  }
  for (const chart::ExtraObject& said : draft.chart.extras) {
    if (said.object != nullptr) draft.wiring.extras.push_back({typed(*said.object, builder), origin(said.at)});
  }
}

}  // namespace portolan::wiring
