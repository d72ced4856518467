#include "yaml/key_index.h"

#include <bit>
#include <functional>

namespace portolan::yaml {

std::size_t KeyIndex::slots_for(std::size_t count) { return std::bit_ceil(2 * count); }

std::optional<std::uint32_t> KeyIndex::enter(std::span<const Entry> entries, std::uint32_t number) {
  const std::string_view key = entries[number].key;
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = std::hash<std::string_view>()(key) & mask;; slot = (slot + 1) & mask) {
    if (slots[slot] == 0) {
      slots[slot] = number + 1;
      return std::nullopt;
    }
    if (entries[slots[slot] - 1].key == key) return slots[slot] - 1;
  }
}

const Entry* KeyIndex::find(std::span<const Entry> entries, std::string_view key) const {
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = std::hash<std::string_view>()(key) & mask; slots[slot] != 0; slot = (slot + 1) & mask)
    if (entries[slots[slot] - 1].key == key) return &entries[slots[slot] - 1];
  return nullptr;
}

const Entry* Node::find(std::string_view key) const {
  if (index != nullptr && index->is_of(entries)) return index->find(entries, key);
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

const Node* Node::get(std::string_view key) const {
  const Entry* entry = find(key);
  return entry == nullptr ? nullptr : entry->value;
}

}  // namespace portolan::yaml
