#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"
#include "value/sparse.h"

// Texts with references, and targets written like addresses (language rules 1 and 7).

namespace portolan::chart {

// The three layers of a value.
struct Place {
  text::Span said;  // where its text stands
  text::Span via;   // the service (or server) that inherited it; unknown where it said it itself
  text::Span over;  // what it replaced; unknown where nothing
};

// NAME[.NAMESPACE][:PORT][/PART]
struct Target {
  std::string raw;
  std::string name, name_space, port, part;  // empty where not written

  // Never fails: what does not parse has an empty name.
  static Target parse(std::string_view written);
};

// ${…} that the chart alone cannot fill in. `vars` are filled in before anything reads a Template.
struct Reference {
  enum class Scope { secrets, self, pod, node, target };
  Scope scope = Scope::target;
  Target target;          // target; for self only `port` (of ${self:NAME.port})
  std::string name, key;  // secrets: ${secrets.NAME} or ${secrets.NAME.KEY}
  std::string field;      // the last word
  std::string raw;        // as written, with ${ }
};

struct Segment {
  std::string literal;  // used where `reference` is none
  value::Sparse<Reference> reference;
};

struct Template {
  std::vector<Segment> segments;  // adjacent literals are one; empty text: no segment
  std::string question;           // the text of an open question; then no segment counts
  Place at;

  [[nodiscard]] bool is_question() const { return !question.empty(); }
  // The text where nothing is left to fill in.
  [[nodiscard]] std::optional<std::string> literal() const;
};

}  // namespace portolan::chart
