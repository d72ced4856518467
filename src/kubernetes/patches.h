#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kubernetes/objects.h"

namespace portolan::kubernetes {

// The chart's own edits of generated objects, applied last.
class Patches {
 public:
  explicit Patches(const wiring::Wiring& wiring);

  // Carries out every patch that means this object, in their order, and notes their reasons in an annotation.
  void apply(value::Builder& builder, Object& object);
  [[nodiscard]] std::vector<Emitter::PatchTrouble> troubles() const;

 private:
  [[nodiscard]] bool means(const wiring::Patch& patch, const Object& object) const;

  const wiring::Wiring& wiring_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_name_;  // of the target
  std::vector<std::size_t> unnamed_;
  std::vector<bool> matched_;
  std::vector<Emitter::PatchTrouble> failures_;
};

}  // namespace portolan::kubernetes
