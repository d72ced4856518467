#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "yaml/key_index.h"
#include "yaml/node.h"

namespace portolan::yaml {

// Blocks grow with what is read, so that a small file costs one small block and a large one few.
struct Arena::Blocks {
  static constexpr std::size_t first_block = 16u << 10;
  static constexpr std::size_t largest_block = 1u << 20;

  std::vector<std::unique_ptr<std::byte[]>> blocks;
  std::size_t size = 0;
  std::size_t used = 0;
  std::size_t next_size = first_block;

  void* take(std::size_t bytes, std::size_t alignment) {
    std::size_t begin = (used + alignment - 1) & ~(alignment - 1);
    if (begin + bytes > size) {
      size = std::max(bytes, next_size);
      next_size = std::min(next_size * 2, largest_block);
      blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
      begin = 0;
    }
    used = begin + bytes;
    return blocks.back().get() + begin;
  }

  template <class T>
  T* array(std::size_t count) {
    T* first = static_cast<T*>(take(count * sizeof(T), alignof(T)));
    std::uninitialized_value_construct_n(first, count);
    return first;
  }
};

Arena::Arena() : blocks_(std::make_unique<Blocks>()) {}
Arena::~Arena() = default;
Arena::Arena(Arena&&) noexcept = default;
Arena& Arena::operator=(Arena&&) noexcept = default;

std::string_view Arena::copy(std::string_view characters) {
  if (characters.empty()) return {};
  char* copied = static_cast<char*>(blocks_->take(characters.size(), 1));
  std::memcpy(copied, characters.data(), characters.size());
  return {copied, characters.size()};
}

Node* Arena::node(Kind kind, Style style, text::Span span) {
  Node* made = new (blocks_->take(sizeof(Node), alignof(Node))) Node;
  made->kind = kind;
  made->style = style;
  made->span = span;
  return made;
}

std::span<const Node*> Arena::items(std::size_t count) { return {blocks_->array<const Node*>(count), count}; }

std::span<Entry> Arena::entries(std::size_t count) { return {blocks_->array<Entry>(count), count}; }

void Arena::index(Node& map) {
  const std::size_t count = map.entries.size();
  if (count < KeyIndex::worthwhile) return;
  KeyIndex* made = new (blocks_->take(sizeof(KeyIndex), alignof(KeyIndex))) KeyIndex;
  made->first = map.entries.data();
  made->count = count;
  const std::size_t slots = KeyIndex::slots_for(count);
  made->slots = {blocks_->array<std::uint32_t>(slots), slots};
  for (std::uint32_t number = 0; number < count; ++number) made->enter(map.entries, number);
  map.index = made;
}

const Node* Arena::scalar(std::string_view characters, text::Span span) {
  Node* made = node(Kind::scalar, Style::made, span);
  made->text = characters;
  return made;
}

const Node* Arena::map(std::span<const Entry> entries, text::Span span) {
  Node* made = node(Kind::map, Style::made, span);
  made->entries = entries;
  index(*made);
  return made;
}

}  // namespace portolan::yaml
