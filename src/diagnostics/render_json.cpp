#include "diagnostics/render_json.h"

#include "value/value.h"

namespace portolan::diagnostics {

namespace {

using value::Builder;
using value::Value;

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::question: return "question";
    case Severity::note: return "note";
  }
  return "";
}

class JsonAnswer {
 public:
  explicit JsonAnswer(const text::Sources& sources) : sources_(sources) {}

  Value* answer(std::span<const Diagnostic> diagnostics) {
    Value* list = make_.list();
    std::int64_t counts[4] = {};
    std::int64_t blocking = 0;
    for (const Diagnostic& diagnostic : diagnostics) {
      make_.push(list, one(diagnostic));
      ++counts[static_cast<std::size_t>(diagnostic.severity)];
      blocking += diagnostic.severity == Severity::question && diagnostic.blocking;
    }
    const auto count = [&](Severity severity) { return make_.integer(counts[static_cast<std::size_t>(severity)]); };
    return make_.map({{"diagnostics", list},
                      {"summary", make_.map({{"errors", count(Severity::error)},
                                             {"warnings", count(Severity::warning)},
                                             {"questions", count(Severity::question)},
                                             {"blocking_questions", make_.integer(blocking)},
                                             {"notes", count(Severity::note)}})}});
  }

 private:
  const text::Sources& sources_;
  Builder make_;

  void set_text(Value* map, std::string_view key, std::string_view text) {
    if (!text.empty()) make_.set(map, key, text);
  }

  void set_place(Value* map, text::Span span) {
    if (!span.known()) return;
    const text::SourceFile& file = sources_.file(span.file);
    const text::Position begin = file.position(span.begin);
    const text::Position end = file.position(span.end);
    make_.set(map, "file", file.name());
    make_.set(map, "line", make_.integer(begin.line));
    make_.set(map, "column", make_.integer(begin.column));
    make_.set(map, "end_line", make_.integer(end.line));
    make_.set(map, "end_column", make_.integer(end.column));
  }

  Value* one(const Diagnostic& diagnostic) {
    Value* map = make_.map({{"code", make_.text(diagnostic.code)},
                            {"severity", make_.text(word(diagnostic.severity))},
                            {"message", make_.text(diagnostic.message)}});
    set_place(map, diagnostic.span);
    set_text(map, "label", diagnostic.label);
    if (!diagnostic.notes.empty()) {
      Value* notes = make_.list();
      for (const Note& note : diagnostic.notes) {
        Value* said = make_.map({{"message", make_.text(note.message)}});
        set_place(said, note.span);
        make_.push(notes, said);
      }
      make_.set(map, "notes", notes);
    }
    set_text(map, "hint", diagnostic.hint);
    if (diagnostic.fix) {
      Value* edits = make_.list();
      for (const Edit& edit : diagnostic.fix->edits) {
        Value* change = make_.map();
        set_place(change, edit.span);
        make_.set(change, "replacement", edit.replacement);
        make_.push(edits, change);
      }
      make_.set(map, "fix", make_.map({{"title", make_.text(diagnostic.fix->title)}, {"edits", edits}}));
    }
    if (diagnostic.severity == Severity::question) {
      set_text(map, "to", diagnostic.to);
      set_text(map, "about", diagnostic.about);
      make_.set(map, "blocking", make_.boolean(diagnostic.blocking));
    }
    return map;
  }
};

}  // namespace

void render_json(std::span<const Diagnostic> diagnostics, const text::Sources& sources, std::string& out) {
  JsonAnswer answer(sources);
  value::emit_json(*answer.answer(diagnostics), out);
}

}  // namespace portolan::diagnostics
