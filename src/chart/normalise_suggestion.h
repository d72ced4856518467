#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/table.h"

namespace portolan::chart {

struct Suggestion {
  std::string text;
  bool certain = false;  // it can mean nothing else, so that `check --fix` may write it
};

// What the writer of a text without the form most likely meant: `30` for a duration is `30s`, `256MB` of memory `256Mi`, `2-10`
// as a range `2..10`. What is suggested has the form.
std::optional<Suggestion> suggest(language::Form form, std::string_view text);

}  // namespace portolan::chart
