#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wiring/draft.h"
#include "wiring/targets.h"

// What `${…}` stands for in the texts of one workload (language rules 7 and 9).

namespace portolan::wiring {

class References {
 public:
  References(Draft& draft, std::uint32_t workload);

  // A reference that cannot be filled in is said once and leaves nothing in its place.
  Text fill(const chart::Template& text);

  // Of a variable: nothing where it was inherited and one of its references lost its link by a removal; a note says so (rule 5).
  std::optional<Text> fill_variable(const chart::EnvVar& variable);

 private:
  Text value_of(const chart::Reference& reference, const chart::Place& at);
  Text of_secret(const chart::Reference& reference, const chart::Place& at);
  Text of_self(const chart::Reference& reference, const chart::Place& at);
  [[nodiscard]] bool removed(const chart::Reference& reference) const;

  Draft& draft_;
  std::uint32_t index_;
  const chart::Runtime& runtime_;
  const Party& party_;
  Speaker speaker_;
  bool may_drop_ = false;
  std::string lost_;
};

}  // namespace portolan::wiring
