#include "proof/selector.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "proof/ports.h"
#include "support/read_value.h"
#include "value/value.h"

namespace portolan::proof {

namespace {

Selector read(std::string_view yaml, Names& names, std::string& problem) {
  value::Builder made;
  return read_selector(support::read_value(yaml, made, problem), names, problem);
}

// All sets of labels over two keys and three values, the third of which no selector names.
std::vector<Labels> all_labels() {
  std::vector<Labels> result;
  for (Name a = 0; a < 4; ++a) {
    for (Name b = 0; b < 4; ++b) {
      Labels labels;
      if (a < 3) labels.push_back({1, 10 + a});
      if (b < 3) labels.push_back({2, 10 + b});
      result.push_back(labels);
    }
  }
  return result;
}

Selector random_selector() {
  Selector selector;
  const auto count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    Condition condition{*rc::gen::element<Name>(1, 2), *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>(), {}};
    for (const Name value : {10U, 11U}) {
      if (*rc::gen::arbitrary<bool>()) condition.values.push_back(value);
    }
    selector.require(condition);
  }
  return selector;
}

}  // namespace

TEST_CASE("the four operators, and labels that are missing") {
  Names names;
  std::string problem;
  const Labels none;
  const Labels a{{names.keep("tier"), names.keep("a")}};
  const Labels b{{names.keep("tier"), names.keep("b")}};
  const auto matches = [&](std::string_view yaml) {
    const Selector selector = read(yaml, names, problem);
    return std::string() + (selector.matches(none) ? "1" : "0") + (selector.matches(a) ? "1" : "0") + (selector.matches(b) ? "1" : "0");
  };
  CHECK(matches("{}") == "111");
  CHECK(matches("matchLabels: {tier: a}") == "010");
  CHECK(matches("matchExpressions: [{key: tier, operator: In, values: [a, b]}]") == "011");
  CHECK(matches("matchExpressions: [{key: tier, operator: NotIn, values: [a]}]") == "101");
  CHECK(matches("matchExpressions: [{key: tier, operator: Exists}]") == "011");
  CHECK(matches("matchExpressions: [{key: tier, operator: DoesNotExist}]") == "100");
  CHECK(matches("{matchLabels: {tier: a}, matchExpressions: [{key: tier, operator: NotIn, values: [a]}]}") == "000");
  CHECK(matches("matchLabels: {tier: ''}") == "000");
  CHECK(problem.empty());
}

TEST_CASE("what the API server refuses") {
  Names names;
  const auto problem_of = [&](std::string_view yaml) {
    std::string problem;
    read(yaml, names, problem);
    return problem;
  };
  CHECK(problem_of("matchExpressions: [{key: a, operator: In}]") == "operator In needs values");
  CHECK(problem_of("matchExpressions: [{key: a, operator: Exists, values: [b]}]") == "operator Exists takes no values");
  CHECK(problem_of("matchExpressions: [{key: a, operator: Near}]") == "`Near` is no operator of a selector");
  CHECK(problem_of("matchExpressions: [{operator: Exists}]") == "a requirement of a selector has no key");
}

TEST_CASE("a selector as it is said to people") {
  Names names;
  std::string problem;
  const auto said = [&](std::string_view yaml) { return to_text(read(yaml, names, problem), names); };
  CHECK(said("{}") == "");
  CHECK(said("matchLabels: {tier: a, app: shop}") == "app=shop, tier=a");
  CHECK(said("matchExpressions: [{key: t, operator: NotIn, values: [b, a]}, {key: u, operator: DoesNotExist}]") == "!u, t notin (a, b)");
  CHECK(said("matchExpressions: [{key: t, operator: NotIn, values: [a]}, {key: t, operator: Exists}]") == "t, t notin (a)");
  CHECK(said("matchExpressions: [{key: t, operator: In, values: [a]}, {key: t, operator: NotIn, values: [a]}]") == "a contradiction");
}

TEST_CASE("one selector includes another exactly where it matches all that the other matches") {
  CHECK(rc::check([] {
    const Selector a = random_selector(), b = random_selector();
    bool everything = true;
    for (const Labels& labels : all_labels()) everything = everything && (!b.matches(labels) || a.matches(labels));
    RC_ASSERT(a.includes(b) == everything);
  }));
}

TEST_CASE("equal selectors are those that match the same") {
  CHECK(rc::check([] {
    const Selector a = random_selector(), b = random_selector();
    bool same = true;
    for (const Labels& labels : all_labels()) same = same && a.matches(labels) == b.matches(labels);
    RC_ASSERT((a.nothing && b.nothing ? true : a == b) == same);
  }));
}

}  // namespace portolan::proof
