#include "cli/secrets_report.h"

#include <algorithm>

#include <fmt/core.h>

#include "value/value.h"

namespace portolan::cli {

using secrets::Became;
using secrets::Fate;

std::string summary(const std::vector<Became>& became) {
  std::string result;
  for (const Fate fate : {Fate::made, Fate::taken, Fate::rotated, Fate::kept, Fate::unused, Fate::gone}) {
    const auto count = std::ranges::count(became, fate, &Became::fate);
    if (count != 0) result += fmt::format("{}{} {}", result.empty() ? "" : ", ", count, to_word(fate));
  }
  return (result.empty() ? "the application has no secrets" : result) + "\n";
}

std::string secrets_text(const std::vector<Became>& became, std::string_view file) {
  std::string result;
  for (const Became& one : became) {
    // What only stayed as it was fills the page with nothing new.
    if (one.fate == Fate::kept && one.note.empty()) continue;
    result += fmt::format("{:<8} {}{}{}{}{}{}\n", to_word(one.fate), one.object, one.key.empty() ? "" : "/", one.key,
                          one.from.empty() ? "" : " from ", one.from, one.note.empty() ? "" : fmt::format(": {}", one.note));
  }
  return result + fmt::format("{}: {}", file, summary(became));
}

std::string secrets_json(const std::vector<Became>& became, std::string_view file) {
  value::Builder make;
  value::Value* values = make.list();
  for (const Became& one : became) {
    value::Value* entry = make.map({{"secret", make.text(one.object)}});
    if (!one.key.empty()) make.set(entry, "key", make.text(one.key));
    make.set(entry, "became", make.text(to_word(one.fate)));
    if (!one.from.empty()) make.set(entry, "from", make.text(one.from));
    if (!one.note.empty()) make.set(entry, "note", make.text(one.note));
    make.push(values, entry);
  }
  std::string out;
  value::emit_json(*make.map({{"file", make.copy(file)}, {"values", values}}), out);
  return out;
}

}  // namespace portolan::cli
