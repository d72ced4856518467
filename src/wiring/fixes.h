#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "chart/chart.h"
#include "chart/load.h"
#include "diagnostics/diagnostic.h"
#include "yaml/node.h"

// Edits of the chart's text that take a diagnostic of the wiring away.

namespace portolan::wiring {

class Fixes {
 public:
  explicit Fixes(const chart::Ground& ground) : ground_(ground) {}

  // Replaces `old`, where it stands exactly once in the text at `place`.
  [[nodiscard]] std::optional<diagnostics::Fix> rewrite(const chart::Place& place, std::string_view old, std::string_view with) const;

  // Adds `target` to a link list (`calls`, `uses`) of what declares `runtime`.
  [[nodiscard]] std::optional<diagnostics::Fix> add_link(const chart::Runtime& runtime, std::string_view list, std::string_view target);

 private:
  // The tree as it was written: what the chart has was merged, and merged maps have no text of their own. Read again at the first
  // question about a file, for a chart that has mistakes anyway.
  const yaml::Node* declaration(text::Span key);
  void read(std::uint32_t file);

  const chart::Ground& ground_;
  yaml::Arena arena_{};
  std::unordered_map<std::uint64_t, const yaml::Node*> declarations_{};  // file and offset of the key
  std::unordered_map<std::uint32_t, bool> read_{};
};

}  // namespace portolan::wiring
