#include "language/table.h"

#include <algorithm>

namespace portolan::language {

bool Type::has_word(std::string_view word) const { return std::ranges::find(words, word) != words.end(); }

const Key* Record::find(std::string_view key) const {
  const std::size_t mask = slots.size() - 1;
  for (std::size_t at = key_hash(key) & mask; slots[at] != 0; at = (at + 1) & mask) {
    const Key& candidate = keys[slots[at] - 1u];
    if (candidate.name == key) return &candidate;
  }
  return nullptr;
}

const Record* find_record(std::string_view name) {
  const auto found = std::ranges::find(records(), name, &Record::name);
  return found == records().end() ? nullptr : &*found;
}

const Rule* find_rule(std::string_view name) {
  const auto found = std::ranges::find(hardening_rules(), name, &Rule::name);
  return found == hardening_rules().end() ? nullptr : &*found;
}

}  // namespace portolan::language
