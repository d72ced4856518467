#include "chart/normalise_key.h"

#include <fmt/core.h>

#include <algorithm>

#include "chart/normalise_where.h"
#include "language/habits.h"
#include "text/edit_distance.h"

namespace portolan::chart {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Fix;
using language::Key;
using language::Record;

// `readOnly`, `READ_ONLY`, `read_only` → `read-only`
std::string dashed(std::string_view key) {
  std::string result;
  bool after_small = false;
  for (const char character : key) {
    const bool capital = character >= 'A' && character <= 'Z';
    if (capital && after_small) result += '-';
    result += character == '_' ? '-' : capital ? static_cast<char>(character - 'A' + 'a') : character;
    after_small = !capital && character != '_' && character != '-';
  }
  return result;
}

std::vector<std::string_view> key_names(const Record& record) {
  std::vector<std::string_view> names;
  names.reserve(record.keys.size());
  for (const Key& key : record.keys) names.push_back(key.name);
  return names;
}

// Records that have the key, in the order of the reference, at most four.
std::vector<std::string> owners(std::string_view key) {
  std::vector<std::string> nouns;
  for (const Record& record : language::records()) {
    if (record.name == "Environment" || record.name == "Version" || record.name == "Port") continue;
    if (record.find(key) != nullptr && nouns.size() < 4) nouns.emplace_back(record.noun);
  }
  return nouns;
}

std::string list_of_keys(const Record& record) {
  std::vector<std::string> names;
  for (const Key& key : record.keys) names.push_back(fmt::format("`{}`", key.name));
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "" : ", ") + name;
  return result;
}

constexpr std::size_t few_keys = 12;

}  // namespace

const Key* report_unknown_key(const yaml::Entry& entry, const Record& record, const yaml::Node& map, diagnostics::Sink& sink) {
  Diagnostic diagnostic;
  diagnostic.code = "P0201";
  diagnostic.span = entry.key_span;
  diagnostic.message = fmt::format("{} is not a key of {}", quoted(entry.key), record.noun);

  const Key* meant = nullptr;
  if (const language::Habit* habit = language::find_habit(record.name, entry.key)) {
    diagnostic.code = habit->code;
    diagnostic.hint = habit->advice;
    if (!habit->rename.empty()) meant = record.find(habit->rename);
  } else if (const Key* spelt = record.find(dashed(entry.key))) {
    diagnostic.code = "P0227";
    diagnostic.hint = "keys of the language are written in lower case with dashes";
    meant = spelt;
  } else {
    const std::vector<std::string_view> names = key_names(record);
    if (const auto nearest = text::nearest(entry.key, names)) {
      meant = record.find(*nearest);
    } else if (record.name == "Chart" && entry.key.starts_with("x-")) {
      diagnostic.hint = "what several services share stands under `templates` or `defaults`";
    } else if (auto nouns = owners(entry.key); !nouns.empty()) {
      diagnostic.code = "P0202";
      diagnostic.hint = fmt::format("it is a key of {}", join_or(std::move(nouns)));
    } else if (language::is_camel_case(entry.key)) {
      diagnostic.code = "P0227";
      diagnostic.hint = "this looks like a field of Kubernetes; keys of the language are written in lower case with dashes";
    } else if (names.size() <= few_keys) {
      diagnostic.hint = fmt::format("the keys of {} are {}", record.noun, list_of_keys(record));
    }
  }
  if (meant != nullptr && map.find(meant->name) != nullptr) {
    if (diagnostic.hint.empty()) diagnostic.hint = fmt::format("`{}` is written here already", meant->name);
    meant = nullptr;
  }
  if (meant != nullptr) {
    diagnostic.label = fmt::format("did you mean `{}`", meant->name);
    diagnostic.fix = Fix{fmt::format("write `{}`", meant->name), {{entry.key_span, std::string(meant->name)}}};
  }
  sink.add(std::move(diagnostic));
  return meant;
}

void report_root_key(const yaml::Entry& entry, diagnostics::Sink& sink) {
  Diagnostic diagnostic;
  diagnostic.code = "P0203";
  diagnostic.span = entry.key_span;
  diagnostic.message = fmt::format("`{}` stands in the root file only", entry.key);
  diagnostic.label = "an included file";
  diagnostic.hint = "say it once, in the file that includes this one";
  sink.add(std::move(diagnostic));
}

void report_unknown_rule(const yaml::Entry& entry, diagnostics::Sink& sink) {
  std::vector<std::string_view> names;
  for (const language::Rule& rule : language::hardening_rules()) names.push_back(rule.name);
  Diagnostic diagnostic;
  diagnostic.code = "P0213";
  diagnostic.span = entry.key_span;
  diagnostic.message = fmt::format("{} is not a hardening rule", quoted(entry.key));
  if (const auto nearest = text::nearest(entry.key, names)) {
    diagnostic.label = fmt::format("did you mean `{}`", *nearest);
    diagnostic.fix = Fix{fmt::format("write `{}`", *nearest), {{entry.key_span, std::string(*nearest)}}};
  } else {
    std::vector<std::string> all;
    for (const std::string_view name : names) all.push_back(fmt::format("`{}`", name));
    diagnostic.hint = fmt::format("the rules are {}", join_or(std::move(all)));
  }
  sink.add(std::move(diagnostic));
}

}  // namespace portolan::chart
