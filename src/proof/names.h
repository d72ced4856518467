#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace portolan::proof {

// A text kept once: names of namespaces, label keys and values, ports, accounts. Equal texts have equal numbers.
using Name = std::uint32_t;

class Names {
 public:
  static constexpr Name empty = 0;             // ""
  static constexpr Name missing = 0xFFFFFFFF;  // a text that was never kept

  Names();
  Name keep(std::string_view text);
  [[nodiscard]] Name find(std::string_view text) const;
  [[nodiscard]] std::string_view text(Name name) const { return texts_[name]; }

 private:
  [[nodiscard]] std::size_t slot(std::string_view text) const;
  void grow();

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  // in the last block
  std::size_t left_ = 0;
  std::vector<std::string_view> texts_;
  std::vector<Name> slots_;  // open addressing; a power of two, `missing` where free
};

}  // namespace portolan::proof
