#include "kubernetes/trees.h"

#include <algorithm>

namespace portolan::kubernetes {

using value::Type;
using value::Value;

Value* copy_tree(value::Builder& builder, const Value& original) {
  switch (original.type) {
    case Type::list: {
      Value* list = builder.list();
      for (const Value* item : original.list()) builder.push(list, copy_tree(builder, *item));
      return list;
    }
    case Type::map: {
      Value* map = builder.map();
      for (const value::Member& entry : original.map()) builder.append(map, entry.key, copy_tree(builder, *entry.value));
      return map;
    }
    default: break;
  }
  Value* scalar = builder.null();
  *scalar = original;
  return scalar;
}

Value* member(Value* map, std::string_view key) {
  if (map == nullptr) return nullptr;
  for (const value::Member& entry : map->map()) {
    if (entry.key == key) return entry.value;
  }
  return nullptr;
}

Value* ensure_map(value::Builder& builder, Value* map, std::string_view key) {
  Value* found = member(map, key);
  if (found != nullptr && found->is_map()) return found;
  Value* made = builder.map();
  builder.set(map, key, made);
  return made;
}

void insert_item(value::Builder& builder, Value* list, std::size_t at, Value* item) {
  builder.push(list, item);
  std::rotate(list->items + at, list->items + list->count - 1, list->items + list->count);
}

void erase_item(Value* list, std::size_t at) {
  std::copy(list->items + at + 1, list->items + list->count, list->items + at);
  --list->count;
}

bool equal_trees(const Value& a, const Value& b) {
  if (a.type != b.type) return false;
  switch (a.type) {
    case Type::null: return true;
    case Type::boolean: return a.flag == b.flag;
    case Type::integer: return a.number == b.number;
    case Type::text:
    case Type::raw: return a.text() == b.text();
    case Type::list:
      return a.count == b.count &&
             std::ranges::equal(a.list(), b.list(), [](const Value* x, const Value* y) { return equal_trees(*x, *y); });
    case Type::map:
      return a.count == b.count && std::ranges::all_of(a.map(), [&](const value::Member& entry) {
               const Value* other = b.get(entry.key);
               return other != nullptr && equal_trees(*entry.value, *other);
             });
  }
  return false;
}

}  // namespace portolan::kubernetes
