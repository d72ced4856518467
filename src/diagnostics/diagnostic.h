#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

// What is said to people about their file: data, printed by render_text, render_json and render_sarif.
//
// A code is stable ("P0103"); its title, its severity and its page are rows of codes.tsv and docs/diagnostics/CODE.md.
// A question is a diagnostic of its own severity, addressed to the developers of one service.

namespace portolan::diagnostics {

enum class Severity { error, warning, question, note };

// Replaces the bytes of `span` by `replacement`; an empty span inserts. Edits of one fix do not overlap.
struct Edit {
  text::Span span{};
  std::string replacement{};
};

struct Fix {
  std::string title{};  // in the imperative: "write `catalog: {}`"
  std::vector<Edit> edits{};
};

struct Note {
  text::Span span{};  // may be unknown
  std::string message{};
};

struct Diagnostic {
  std::string_view code{};  // one of codes.h
  Severity severity = Severity::error;
  text::Span span{};          // primary place; may be unknown
  std::string message{};      // one sentence without the place and without a full stop
  std::string label{};        // short words beside the caret; may be empty
  std::vector<Note> notes{};  // further places: who inherited it, what it overrode, the other declaration
  std::string hint{};         // the next step; may be empty
  std::optional<Fix> fix{};
  std::string to{};      // questions: the owner whose developers answer; may be empty
  std::string about{};   // questions: the service (or store, external …) the question belongs to
  bool blocking = true;  // questions: whether `build` waits for the answer
};

// Collects; nothing is printed before the run's end. The order of calls is without influence on the printed order.
class Sink {
 public:
  void add(Diagnostic diagnostic);
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return diagnostics_; }
  [[nodiscard]] bool has_errors() const { return errors_ != 0; }
  [[nodiscard]] bool has_blocking_questions() const { return blocking_questions_ != 0; }
  [[nodiscard]] std::size_t count(Severity severity) const;
  // By file, offset, code, message; exact repetitions once. `sources` gives nothing but the order of files.
  void sort_and_unify();

 private:
  std::vector<Diagnostic> diagnostics_;
  std::size_t errors_ = 0;
  std::size_t blocking_questions_ = 0;
};

}  // namespace portolan::diagnostics
