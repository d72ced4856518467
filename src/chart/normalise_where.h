#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/table.h"
#include "text/source.h"

namespace portolan::chart {

// Which value is looked at, for messages.
struct Where {
  const language::Record* record = nullptr;  // nullptr: the tree itself
  std::string_view key;                      // of the record
  std::string_view entry;                    // of the map under the key; empty: the value of the key itself
  bool item = false;                         // an item of a list
  text::Span key_span;                       // of the innermost key
};

// "`replicas` of a service", "`http` in `ports` of a service", "an item of `include` of the chart"
std::string phrase(const Where& where);

// The text in backquotes, cut where it is long, control characters as blanks.
std::string quoted(std::string_view text);

// "a", "a or b", "a, b or c"
std::string join_or(std::vector<std::string> words);

// What a type takes as a text: "a number or a range", "`once`, `manual` or a schedule of five fields as cron takes it".
std::string wanted(const language::Type& type);
// Of all shapes: "a list", "a map or a text" …
std::string wanted_shape(const language::Type& type);

}  // namespace portolan::chart
