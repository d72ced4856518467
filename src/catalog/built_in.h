#pragma once

#include <span>
#include <string_view>

namespace portolan::catalog {

// A file of catalog/, compiled in.
struct BuiltIn {
  std::string_view name;  // the kind
  std::string_view content;
};

// Sorted by name.
std::span<const BuiltIn> built_in();

}  // namespace portolan::catalog
