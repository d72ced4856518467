#include "diagnostics/render_sarif.h"

#include <algorithm>
#include <vector>

#include "diagnostics/codes.h"
#include "value/value.h"

namespace portolan::diagnostics {

namespace {

using value::Builder;
using value::Value;

// A relative reference: everything that is not plain in a URI is percent-encoded, as is a colon, which would end a scheme.
std::string uri(std::string_view path) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  std::string out;
  for (const char character : path) {
    const auto byte = static_cast<unsigned char>(character);
    if (plain.find(character) != std::string_view::npos)
      out += character;
    else
      ((out += '%') += hexadecimal[byte >> 4]) += hexadecimal[byte & 15];
  }
  return out;
}

std::string_view level(Severity severity, bool blocking) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::question: return blocking ? "warning" : "note";
    case Severity::note: return "note";
  }
  return "none";
}

class SarifLog {
 public:
  explicit SarifLog(const text::Sources& sources) : sources_(sources) {}

  Value* log(std::span<const Diagnostic> diagnostics, std::string_view version) {
    Value* results = make_.list();
    for (const Diagnostic& diagnostic : diagnostics) make_.push(results, result(diagnostic));
    Value* driver = make_.map({{"name", make_.text("Portolan")}, {"version", make_.text(version)}, {"rules", rules(diagnostics)}});
    Value* run =
        make_.map({{"tool", make_.map({{"driver", driver}})}, {"columnKind", make_.text("unicodeCodePoints")}, {"results", results}});
    return make_.map({{"$schema", make_.text("https://json.schemastore.org/sarif-2.1.0.json")},
                      {"version", make_.text("2.1.0")},
                      {"runs", make_.list({run})}});
  }

 private:
  const text::Sources& sources_;
  Builder make_;

  Value* message(std::string_view text) { return make_.map({{"text", make_.text(text)}}); }

  // The whole table, so that a rule's index is its row; the pages only of what occurs.
  Value* rules(std::span<const Diagnostic> diagnostics) {
    Value* list = make_.list();
    for (const CodeRow& row : all_codes()) {
      Value* rule = make_.map({{"id", make_.text(row.code)},
                               {"name", make_.text(row.slug)},
                               {"shortDescription", message(row.title)},
                               {"defaultConfiguration", make_.map({{"level", make_.text(level(row.severity, true))}})}});
      const bool occurs = std::ranges::find(diagnostics, row.code, &Diagnostic::code) != diagnostics.end();
      if (occurs && !row.page.empty())
        make_.set(rule, "help", make_.map({{"text", make_.text(row.title)}, {"markdown", make_.text(row.page)}}));
      make_.push(list, rule);
    }
    return list;
  }

  Value* artifact(std::uint32_t file) { return make_.map({{"uri", make_.copy(uri(sources_.file(file).name()))}}); }

  Value* region(text::Span span) {
    const text::SourceFile& file = sources_.file(span.file);
    const text::Position begin = file.position(span.begin);
    const text::Position end = file.position(span.end);
    return make_.map({{"startLine", make_.integer(begin.line)},
                      {"startColumn", make_.integer(begin.column)},
                      {"endLine", make_.integer(end.line)},
                      {"endColumn", make_.integer(end.column)}});
  }

  Value* location(text::Span span) {
    return make_.map({{"physicalLocation", make_.map({{"artifactLocation", artifact(span.file)}, {"region", region(span)}})}});
  }

  Value* result(const Diagnostic& diagnostic) {
    std::string text = diagnostic.message;
    if (!diagnostic.hint.empty()) text += "; " + diagnostic.hint;
    const std::span<const CodeRow> rows = all_codes();
    const CodeRow* row = find_code(diagnostic.code);
    Value* result = make_.map({{"ruleId", make_.text(diagnostic.code)}});
    if (row != nullptr) make_.set(result, "ruleIndex", make_.integer(row - rows.data()));
    make_.set(result, "level", level(diagnostic.severity, diagnostic.blocking));
    make_.set(result, "message", message(make_.keep(text)));
    if (diagnostic.span.known()) make_.set(result, "locations", make_.list({location(diagnostic.span)}));
    Value* related = make_.list();
    for (const Note& note : diagnostic.notes) {
      if (!note.span.known()) continue;
      Value* place = location(note.span);
      make_.set(place, "id", make_.integer(static_cast<std::int64_t>(related->list().size())));
      make_.set(place, "message", message(note.message));
      make_.push(related, place);
    }
    if (!related->list().empty()) make_.set(result, "relatedLocations", related);
    if (diagnostic.fix && !diagnostic.fix->edits.empty()) make_.set(result, "fixes", make_.list({fix(*diagnostic.fix)}));
    if (diagnostic.severity == Severity::question) {
      Value* properties = make_.map({{"question", make_.boolean(true)}, {"blocking", make_.boolean(diagnostic.blocking)}});
      if (!diagnostic.to.empty()) make_.set(properties, "to", diagnostic.to);
      if (!diagnostic.about.empty()) make_.set(properties, "about", diagnostic.about);
      make_.set(result, "properties", properties);
    }
    return result;
  }

  // One change per file, with its replacements in order.
  Value* fix(const Fix& fix) {
    std::vector<const Edit*> edits;
    for (const Edit& edit : fix.edits)
      if (edit.span.known()) edits.push_back(&edit);
    std::ranges::stable_sort(edits, [](const Edit* left, const Edit* right) {
      return left->span.file != right->span.file ? left->span.file < right->span.file : left->span.begin < right->span.begin;
    });
    Value* changes = make_.list();
    Value* replacements = nullptr;
    std::uint32_t file = text::Span::no_file;
    for (const Edit* edit : edits) {
      if (edit->span.file != file) {
        file = edit->span.file;
        replacements = make_.list();
        make_.push(changes, make_.map({{"artifactLocation", artifact(file)}, {"replacements", replacements}}));
      }
      Value* replacement = make_.map({{"deletedRegion", region(edit->span)}});
      if (!edit->replacement.empty()) make_.set(replacement, "insertedContent", message(edit->replacement));
      make_.push(replacements, replacement);
    }
    return make_.map({{"description", message(fix.title)}, {"artifactChanges", changes}});
  }
};

}  // namespace

void render_sarif(std::span<const Diagnostic> diagnostics, const text::Sources& sources, std::string_view version, std::string& out) {
  SarifLog log(sources);
  value::emit_json(*log.log(diagnostics, version), out);
}

}  // namespace portolan::diagnostics
