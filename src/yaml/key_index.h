#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "yaml/node.h"

namespace portolan::yaml {

// Open addressing over the entries of one map. It remembers which entries it was made for, so that a map that was changed
// afterwards is searched entry by entry instead of wrongly.
struct KeyIndex {
  // Maps of fewer entries are searched faster entry by entry.
  static constexpr std::size_t worthwhile = 17;

  const Entry* first = nullptr;
  std::size_t count = 0;
  std::span<std::uint32_t> slots{};  // entry number + 1; 0 is free; a power of two, at most half full

  static std::size_t slots_for(std::size_t count);

  // The entry with this key, else nothing after having entered `number` for it.
  std::optional<std::uint32_t> enter(std::span<const Entry> entries, std::uint32_t number);
  [[nodiscard]] bool is_of(std::span<const Entry> entries) const { return first == entries.data() && count == entries.size(); }
  [[nodiscard]] const Entry* find(std::span<const Entry> entries, std::string_view key) const;
};

}  // namespace portolan::yaml
