#pragma once

#include <cstddef>
#include <string_view>

#include "value/value.h"

// Changing trees in place, where they came from somewhere else.

namespace portolan::kubernetes {

// A copy that shares no map and no list with the original. Texts stay borrowed.
value::Value* copy_tree(value::Builder& builder, const value::Value& original);

// The member's value, for change; nullptr where there is none.
value::Value* member(value::Value* map, std::string_view key);

// The member as a map, made where it is missing or something else.
value::Value* ensure_map(value::Builder& builder, value::Value* map, std::string_view key);

void insert_item(value::Builder& builder, value::Value* list, std::size_t at, value::Value* item);
void erase_item(value::Value* list, std::size_t at);

// The same types, texts, numbers, members in any order and items in the same order.
bool equal_trees(const value::Value& a, const value::Value& b);

}  // namespace portolan::kubernetes
