#include "proof/selector.h"

#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "value/value.h"

namespace portolan::proof {

namespace {

bool holds_value(const std::vector<Name>& values, Name value) { return std::binary_search(values.begin(), values.end(), value); }

bool allows(const Condition& condition, Name value) { return holds_value(condition.values, value) == condition.only_these; }

bool always_true(const Condition& condition) { return condition.missing_too && !condition.only_these && condition.values.empty(); }
bool never_true(const Condition& condition) { return !condition.missing_too && condition.only_these && condition.values.empty(); }

// What both allow.
Condition both(const Condition& a, const Condition& b) {
  Condition result{a.key, a.missing_too && b.missing_too, a.only_these || b.only_these, {}};
  auto out = std::back_inserter(result.values);
  const auto& x = a.values;
  const auto& y = b.values;
  if (a.only_these && b.only_these) {
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), out);
  } else if (a.only_these) {
    std::set_difference(x.begin(), x.end(), y.begin(), y.end(), out);
  } else if (b.only_these) {
    std::set_difference(y.begin(), y.end(), x.begin(), x.end(), out);
  } else {
    std::set_union(x.begin(), x.end(), y.begin(), y.end(), out);
  }
  return result;
}

// Whether everything that `b` allows is allowed by `a`.
bool wider(const Condition& a, const Condition& b) {
  if (b.missing_too && !a.missing_too) return false;
  if (b.only_these) return std::all_of(b.values.begin(), b.values.end(), [&](Name value) { return allows(a, value); });
  if (a.only_these) return false;  // finitely many against all but finitely many
  return std::includes(b.values.begin(), b.values.end(), a.values.begin(), a.values.end());
}

const Condition* find(const std::vector<Condition>& conditions, Name key) {
  const auto at = std::lower_bound(conditions.begin(), conditions.end(), key, [](const Condition& c, Name k) { return c.key < k; });
  return at != conditions.end() && at->key == key ? &*at : nullptr;
}

}  // namespace

void Selector::require(Condition condition) {
  std::sort(condition.values.begin(), condition.values.end());
  condition.values.erase(std::unique(condition.values.begin(), condition.values.end()), condition.values.end());
  const auto at =
      std::lower_bound(conditions.begin(), conditions.end(), condition.key, [](const Condition& c, Name key) { return c.key < key; });
  const bool known = at != conditions.end() && at->key == condition.key;
  Condition joined = known ? both(*at, condition) : std::move(condition);
  nothing = nothing || never_true(joined);
  if (known) {
    *at = std::move(joined);
  } else if (!always_true(joined)) {
    conditions.insert(at, std::move(joined));
  }
}

bool Selector::matches(const Labels& labels) const {
  if (nothing) return false;
  auto label = labels.begin();
  for (const Condition& condition : conditions) {
    while (label != labels.end() && label->key < condition.key) ++label;
    if (label == labels.end() || label->key != condition.key) {
      if (!condition.missing_too) return false;
    } else if (!allows(condition, label->value)) {
      return false;
    }
  }
  return true;
}

bool Selector::matches_unlabelled() const {
  return !nothing && std::all_of(conditions.begin(), conditions.end(), [](const Condition& c) { return c.missing_too; });
}

bool Selector::includes(const Selector& other) const {
  if (other.nothing) return true;
  if (nothing) return false;
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& mine) {
    const Condition* theirs = find(other.conditions, mine.key);
    return theirs != nullptr && wider(mine, *theirs);
  });
}

Name Selector::pinned(Name key) const {
  const Condition* condition = find(conditions, key);
  return condition && !condition->missing_too && condition->only_these && condition->values.size() == 1 ? condition->values[0]
                                                                                                        : Names::missing;
}

Labels read_labels(const value::Value* labels, Names& names) {
  Labels result;
  if (!labels) return result;
  result.reserve(labels->map().size());
  for (const value::Member& member : labels->map()) result.push_back({names.keep(member.key), names.keep(member.value->text())});
  std::sort(result.begin(), result.end());
  return result;
}

Selector read_equalities(const value::Value* labels, Names& names) {
  Selector selector;
  if (!labels) return selector;
  for (const value::Member& member : labels->map()) {
    selector.require({names.keep(member.key), false, true, {names.keep(member.value->text())}});
  }
  return selector;
}

Selector read_selector(const value::Value* selector, Names& names, std::string& problem) {
  if (!selector) return {};
  Selector result = read_equalities(selector->get("matchLabels"), names);
  const value::Value* expressions = selector->get("matchExpressions");
  if (!expressions) return result;
  for (const value::Value* expression : expressions->list()) {
    const value::Value* key = expression->get("key");
    const value::Value* verb = expression->get("operator");
    const value::Value* values = expression->get("values");
    const std::string_view word = verb ? verb->text() : "";
    Condition condition{key ? names.keep(key->text()) : Names::empty, false, true, {}};
    if (values) {
      for (const value::Value* value : values->list()) condition.values.push_back(names.keep(value->text()));
    }
    const bool takes_values = word == "In" || word == "NotIn";
    if (takes_values == condition.values.empty()) problem = fmt::format("operator {} {} values", word, takes_values ? "needs" : "takes no");
    if (word == "NotIn") {
      condition.missing_too = true;
      condition.only_these = false;
    } else if (word == "Exists") {
      condition.only_these = false;
    } else if (word == "DoesNotExist") {
      condition.missing_too = true;
    } else if (word != "In") {
      problem = fmt::format("`{}` is no operator of a selector", word);
    }
    if (condition.key == Names::empty) problem = "a requirement of a selector has no key";
    result.require(std::move(condition));
  }
  return result;
}

std::string to_text(const Selector& selector, const Names& names) {
  if (selector.nothing) return "a contradiction";
  std::vector<std::string> parts;
  for (const Condition& c : selector.conditions) {
    const std::string_view key = names.text(c.key);
    std::vector<std::string_view> values;
    for (const Name value : c.values) values.push_back(names.text(value));
    std::sort(values.begin(), values.end());
    std::string list;
    for (const std::string_view value : values) list += fmt::format("{}{}", list.empty() ? "" : ", ", value);
    if (c.only_these && values.empty()) {
      parts.push_back(fmt::format("!{}", key));
    } else if (!c.only_these && values.empty()) {
      parts.emplace_back(key);
    } else if (c.only_these && values.size() == 1 && !c.missing_too) {
      parts.push_back(fmt::format("{}={}", key, list));
    } else {
      // NotIn says nothing of missing labels; where they are ruled out, another condition does it.
      if (!c.only_these && !c.missing_too) parts.emplace_back(key);
      parts.push_back(fmt::format("{} {} ({})", key, c.only_these ? "in" : "notin", list));
    }
  }
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace portolan::proof
