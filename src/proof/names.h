#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace portolan::proof {

// A text kept once: names of namespaces, label keys and values, ports, accounts. Equal texts have equal numbers.
using Name = std::uint32_t;

class Names {
 public:
  static constexpr Name empty = 0;  // ""

  Names();
  Name keep(std::string_view text);
  // `missing` where the text was never kept.
  static constexpr Name missing = 0xFFFFFFFF;
  [[nodiscard]] Name find(std::string_view text) const;
  [[nodiscard]] std::string_view text(Name name) const { return texts_[name]; }

 private:
  std::deque<std::string> blocks_;
  std::deque<std::string_view> texts_;
  std::unordered_map<std::string_view, Name> numbers_;
};

}  // namespace portolan::proof
