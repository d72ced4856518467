#pragma once

#include <string_view>
#include <vector>

#include "wiring/draft.h"

// From what a link or a reference says to what it means, with every mistake said in full.

namespace portolan::wiring {

// Who says it: for messages.
struct Speaker {
  const chart::Runtime& runtime;
  std::string display;
};

// nullptr after a diagnostic. `verb` is the word of the chart: "calls", "uses", "after", or "" for a reference.
const Named* find_target(Draft& draft, const chart::Target& target, const Speaker& speaker, Sorts sorts, std::string_view verb,
                         const chart::Place& place);

struct FoundChannel {
  const Named* broker = nullptr;
  const chart::Channel* channel = nullptr;
};

// Channels by name, over all brokers; CHANNEL or BROKER/CHANNEL.
class Channels {
 public:
  explicit Channels(const Names& names);
  // Without a channel after a diagnostic.
  [[nodiscard]] FoundChannel find(Draft& draft, const chart::Target& target, const Speaker& speaker, std::string_view verb,
                                  const chart::Place& place) const;

 private:
  std::vector<FoundChannel> all_;  // sorted by key
};

// The port that a link to this party opens (rule 3); nullptr after a diagnostic.
const Port* find_link_port(Draft& draft, const Party& party, const chart::Target& target, const Speaker& speaker, std::string_view verb,
                           const chart::Place& place);

// "`a`, `b` or `c`"
std::string list_names(const std::vector<std::string>& names);

// Gives the diagnostic the hint "did you mean `x`?" and, where the text allows it, the fix that writes so. `word` is the part of
// the target that is wrong.
void suggest(Draft& draft, diagnostics::Diagnostic& diagnostic, std::string_view word, const std::vector<std::string_view>& candidates,
             const chart::Target& target, bool reference, const Speaker& speaker, const chart::Place& place);

// A reference to a secret that no file declares; `source` is one that it could have.
diagnostics::Diagnostic unknown_secret(const Draft& draft, const chart::Reference& reference, std::string_view source,
                                       const chart::Place& at);

}  // namespace portolan::wiring
