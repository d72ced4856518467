#include "value/value.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace portolan::value {

std::string_view Value::text() const {
  return type == Type::text || type == Type::raw ? std::string_view(characters, length) : std::string_view();
}

std::span<Value* const> Value::list() const {
  return type == Type::list ? std::span<Value* const>(items, count) : std::span<Value* const>();
}

std::span<const Member> Value::map() const {
  return type == Type::map ? std::span<const Member>(members, count) : std::span<const Member>();
}

const Value* Value::get(std::string_view key) const {
  for (const Member& member : map())
    if (member.key == key) return member.value;
  return nullptr;
}

const Value* Value::find(std::initializer_list<std::string_view> path) const {
  const Value* value = this;
  for (const std::string_view key : path) {
    value = value->get(key);
    if (value == nullptr) return nullptr;
  }
  return value;
}

// Memory is taken from the current block by moving `next_`; reset() goes back to the first block. A request that is larger
// than a block gets a block of its own size.
struct Builder::Blocks {
  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
  };
  static constexpr std::size_t block_size = 64u << 10;

  std::vector<Block> blocks;
  std::size_t current = 0;
  std::size_t used = 0;

  void* take(std::size_t size, std::size_t alignment) {
    while (current < blocks.size()) {
      const std::size_t begin = (used + alignment - 1) & ~(alignment - 1);
      if (begin + size <= blocks[current].size) {
        used = begin + size;
        return blocks[current].memory.get() + begin;
      }
      ++current;
      used = 0;
    }
    const std::size_t wanted = std::max(size, block_size);
    blocks.push_back({std::make_unique_for_overwrite<std::byte[]>(wanted), wanted});
    used = size;
    return blocks[current].memory.get();
  }

  template <class T>
  T* array(std::size_t count) {
    T* first = static_cast<T*>(take(count * sizeof(T), alignof(T)));
    std::uninitialized_default_construct_n(first, count);
    return first;
  }

  Value* value(Type type) {
    Value* made = new (take(sizeof(Value), alignof(Value))) Value;
    made->type = type;
    made->number = 0;
    return made;
  }

  // Makes room for one more element of a list or map; the old array stays behind in its block.
  template <class T>
  void grow(Value& value, T*& elements) {
    if (value.count < value.capacity) return;
    const std::uint32_t capacity = value.capacity == 0 ? 4 : value.capacity * 2;
    T* larger = array<T>(capacity);
    std::copy_n(elements, value.count, larger);
    elements = larger;
    value.capacity = capacity;
  }
};

Builder::Builder() : blocks_(std::make_unique<Blocks>()) {}
Builder::~Builder() = default;
Builder::Builder(Builder&&) noexcept = default;
Builder& Builder::operator=(Builder&&) noexcept = default;

Value* Builder::null() { return blocks_->value(Type::null); }

Value* Builder::boolean(bool flag) {
  Value* value = blocks_->value(Type::boolean);
  value->flag = flag;
  return value;
}

Value* Builder::integer(std::int64_t number) {
  Value* value = blocks_->value(Type::integer);
  value->number = number;
  return value;
}

Value* Builder::text(std::string_view characters) {
  Value* value = blocks_->value(Type::text);
  value->characters = characters.data();
  value->length = static_cast<std::uint32_t>(characters.size());
  return value;
}

Value* Builder::raw(std::string_view characters) {
  Value* value = text(characters);
  value->type = Type::raw;
  return value;
}

std::string_view Builder::keep(std::string_view characters) {
  if (characters.empty()) return {};
  char* copied = blocks_->array<char>(characters.size());
  std::memcpy(copied, characters.data(), characters.size());
  return {copied, characters.size()};
}

Value* Builder::copy(std::string_view characters) { return text(keep(characters)); }

Value* Builder::list() {
  Value* value = blocks_->value(Type::list);
  value->items = nullptr;
  return value;
}

Value* Builder::list(std::initializer_list<Value*> items) {
  Value* value = list();
  value->items = blocks_->array<Value*>(items.size());
  value->count = value->capacity = static_cast<std::uint32_t>(items.size());
  std::ranges::copy(items, value->items);
  return value;
}

Value* Builder::map() {
  Value* value = blocks_->value(Type::map);
  value->members = nullptr;
  return value;
}

Value* Builder::map(std::initializer_list<std::pair<std::string_view, Value*>> members) {
  Value* value = map();
  value->members = blocks_->array<Member>(members.size());
  value->capacity = static_cast<std::uint32_t>(members.size());
  for (const auto& [key, member] : members) set(value, key, member);
  return value;
}

void Builder::push(Value* list, Value* item) {
  blocks_->grow(*list, list->items);
  list->items[list->count++] = item;
}

void Builder::append(Value* map, std::string_view key, Value* value) {
  blocks_->grow(*map, map->members);
  map->members[map->count++] = {key, value};
}

void Builder::set(Value* map, std::string_view key, Value* value) {
  for (std::uint32_t index = 0; index < map->count; ++index) {
    if (map->members[index].key != key) continue;
    map->members[index].value = value;
    return;
  }
  append(map, key, value);
}

void Builder::set(Value* map, std::string_view key, std::string_view characters) { set(map, key, text(characters)); }

void Builder::remove(Value* map, std::string_view key) {
  Member* end = map->members + map->count;
  Member* kept = std::remove_if(map->members, end, [&](const Member& member) { return member.key == key; });
  map->count = static_cast<std::uint32_t>(kept - map->members);
}

void Builder::reset() {
  blocks_->current = 0;
  blocks_->used = 0;
}

namespace {

// Most keys of a map differ in their first character.
bool before(const Member& left, const Member& right) {
  if (left.key.empty() || right.key.empty() || left.key.front() == right.key.front()) return left.key < right.key;
  return static_cast<unsigned char>(left.key.front()) < static_cast<unsigned char>(right.key.front());
}

}  // namespace

void sort_keys(Value& value) {
  for (Value* item : value.list()) sort_keys(*item);
  if (value.type != Type::map) return;
  std::sort(value.members, value.members + value.count, before);
  for (const Member& member : value.map()) sort_keys(*member.value);
}

}  // namespace portolan::value
