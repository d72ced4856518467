#include "proof/names.h"

#include <algorithm>
#include <functional>

namespace portolan::proof {

namespace {
constexpr std::size_t block_size = 64 << 10;
}

Names::Names() : slots_(1024, missing) { keep(""); }

std::size_t Names::slot(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string_view>{}(text)&mask;
  while (slots_[at] != missing && texts_[slots_[at]] != text) at = (at + 1) & mask;
  return at;
}

void Names::grow() {
  slots_.assign(slots_.size() * 4, missing);
  for (Name name = 0; name < texts_.size(); ++name) slots_[slot(texts_[name])] = name;
}

Name Names::keep(std::string_view text) {
  std::size_t at = slot(text);
  if (slots_[at] != missing) return slots_[at];
  if (texts_.size() * 2 >= slots_.size()) {
    grow();
    at = slot(text);
  }
  if (text.size() > left_) {
    left_ = std::max(block_size, text.size());
    blocks_.push_back(std::make_unique<char[]>(left_));
    free_ = blocks_.back().get();
  }
  char* place = free_;
  std::copy(text.begin(), text.end(), place);
  free_ += text.size();
  left_ -= text.size();
  const Name name = static_cast<Name>(texts_.size());
  texts_.emplace_back(place, text.size());
  slots_[at] = name;
  return name;
}

Name Names::find(std::string_view text) const { return slots_[slot(text)]; }

}  // namespace portolan::proof
