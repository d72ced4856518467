#pragma once

#include <string>
#include <vector>

#include "proof/names.h"

namespace portolan::value {
struct Value;
}

// Label selectors in normal form, so that "does it match", "does one include the other" and "are they equal" are exact.
//
// A selector is a conjunction, and every condition speaks of one key. So all that a selector says of a key is a set of
// allowed values, finite or with finitely many exceptions, and whether the key may be missing; and a selector is one such
// condition for each key it names. One selector includes another exactly where this holds key by key.

namespace portolan::proof {

struct Label {
  Name key = Names::empty, value = Names::empty;
  friend auto operator<=>(const Label&, const Label&) = default;
};
using Labels = std::vector<Label>;  // sorted by key

struct Condition {
  Name key = Names::empty;
  bool missing_too = false;  // what has no such label matches
  bool only_these = true;    // `values` are the allowed ones; false: the forbidden ones
  std::vector<Name> values;  // sorted
  friend bool operator==(const Condition&, const Condition&) = default;
};

struct Selector {
  std::vector<Condition> conditions;  // sorted by key, none that is always true; empty: matches everything
  bool nothing = false;               // contradicts itself: matches nothing
  friend bool operator==(const Selector&, const Selector&) = default;

  void require(Condition condition);  // and
  [[nodiscard]] bool matches(const Labels& labels) const;
  [[nodiscard]] bool matches_everything() const { return conditions.empty() && !nothing; }
  // Whether it matches something that has no label at all.
  [[nodiscard]] bool matches_unlabelled() const;
  // Whether everything that `other` matches is matched by this one.
  [[nodiscard]] bool includes(const Selector& other) const;
  // The one value that `key` must have; Names::missing where it is free.
  [[nodiscard]] Name pinned(Name key) const;
};

// A metav1.LabelSelector: matchLabels and matchExpressions, all of them together. nullptr and {} match everything.
// What the API server would refuse is said in `problem`, which stays as it is otherwise.
Selector read_selector(const value::Value* selector, Names& names, std::string& problem);
Labels read_labels(const value::Value* labels, Names& names);
// A Service's selector: labels that must all be there.
Selector read_equalities(const value::Value* labels, Names& names);

// "app.kubernetes.io/name=cart, tier in (a, b), !debug"; "" where it matches everything.
std::string to_text(const Selector& selector, const Names& names);

}  // namespace portolan::proof
