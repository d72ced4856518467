#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "value/value.h"

// Fields of an object that may be missing.

namespace portolan::proof {

inline std::string_view text_at(const value::Value& object, std::string_view key) {
  const value::Value* value = object.get(key);
  return value ? value->text() : std::string_view();
}

inline std::span<value::Value* const> list_at(const value::Value& object, std::string_view key) {
  const value::Value* value = object.get(key);
  return value ? value->list() : std::span<value::Value* const>();
}

inline bool flag_at(const value::Value& object, std::string_view key) {
  const value::Value* value = object.get(key);
  return value && value->type == value::Type::boolean && value->flag;
}

// A field that is written, be it empty; `null` is not written.
inline const value::Value* written(const value::Value& object, std::string_view key) {
  const value::Value* value = object.get(key);
  return value && !value->is_null() ? value : nullptr;
}

inline std::optional<std::uint16_t> port_number(const value::Value* value) {
  if (!value || value->type != value::Type::integer || value->number < 1 || value->number > 65535) return std::nullopt;
  return static_cast<std::uint16_t>(value->number);
}

}  // namespace portolan::proof
