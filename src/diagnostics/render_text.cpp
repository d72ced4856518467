#include "diagnostics/render_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "diagnostics/screen_text.h"
#include "diagnostics/snippet.h"

namespace portolan::diagnostics {

namespace {

class TextWriter {
 public:
  TextWriter(const text::Sources& sources, const TextStyle& style, std::string& out)
      : sources_(sources), style_(style), colors_(palette(style.color)), out_(out) {}

  void one(const Diagnostic& diagnostic) {
    const std::string_view color = color_of(diagnostic.severity);
    place(diagnostic.span);
    out_ += fmt::format("{}{}{}: {}{}{} [{}]\n", color, word(diagnostic), colors_.off, colors_.strong, shown(diagnostic.message),
                        colors_.off, diagnostic.code);
    const unsigned numbers = number_width(diagnostic);
    append_snippet(diagnostic.span, sources_, diagnostic.label, color, numbers, style_, out_);
    for (const Note& note : diagnostic.notes) {
      out_ += "  ";
      if (note.span.known()) out_ += fmt::format("{}: ", sources_.where(note.span));
      out_ += shown(note.message) + '\n';
      append_snippet(note.span, sources_, "", colors_.quiet, numbers, style_, out_);
    }
    if (!diagnostic.hint.empty()) out_ += fmt::format("  hint: {}\n", shown(diagnostic.hint));
    if (diagnostic.fix) out_ += fmt::format("  fix: {} (portolan check --fix)\n", shown(diagnostic.fix->title));
  }

  void questions(std::vector<const Diagnostic*> questions) {
    if (questions.empty()) return;
    if (!out_.empty()) out_ += '\n';
    const auto group = [](const Diagnostic* question) { return std::tie(question->to, question->about); };
    std::set<std::tuple<std::string, std::string>> blocked;
    for (const Diagnostic* question : questions)
      if (question->blocking) blocked.insert(group(question));
    std::vector<std::pair<bool, const Diagnostic*>> order;
    for (const Diagnostic* question : questions) order.emplace_back(!blocked.contains(group(question)), question);
    std::ranges::stable_sort(order, [&](const auto& left, const auto& right) {
      return std::tuple(left.first, group(left.second), !left.second->blocking) <
             std::tuple(right.first, group(right.second), !right.second->blocking);
    });
    const Diagnostic* before = nullptr;
    for (const auto& [unblocked, question] : order) {
      if (before == nullptr || group(before) != group(question)) heading(*question, before == nullptr);
      before = question;
      one(*question);
    }
  }

  void summary(std::span<const Diagnostic> diagnostics) {
    std::size_t counts[4] = {};
    std::size_t blocking = 0;
    for (const Diagnostic& diagnostic : diagnostics) {
      ++counts[static_cast<std::size_t>(diagnostic.severity)];
      blocking += diagnostic.severity == Severity::question && diagnostic.blocking;
    }
    std::string line;
    const auto add = [&](std::size_t count, std::string_view noun) {
      if (count != 0) line += fmt::format("{}{} {}{}", line.empty() ? "" : ", ", count, noun, count == 1 ? "" : "s");
    };
    add(counts[0], "error");
    add(counts[1], "warning");
    add(counts[2], "open question");
    if (counts[2] != 0) line += blocking == 0 ? " (none blocks)" : fmt::format(" ({} block{})", blocking, blocking == 1 ? "s" : "");
    if (line.empty()) return;
    const std::string_view example = std::ranges::min_element(diagnostics, {}, &Diagnostic::severity)->code;
    out_ += fmt::format("\n{}{}{}; `portolan check --explain {}` says more about a code\n", colors_.strong, line, colors_.off, example);
  }

 private:
  const text::Sources& sources_;
  const TextStyle& style_;
  const Palette& colors_;
  std::string& out_;

  std::string shown(std::string_view text) const { return printable(text, style_.unicode); }

  static std::string_view word(const Diagnostic& diagnostic) {
    switch (diagnostic.severity) {
      case Severity::error: return "error";
      case Severity::warning: return "warning";
      case Severity::question: return diagnostic.blocking ? "question" : "question (does not block)";
      case Severity::note: return "note";
    }
    return "";
  }

  std::string_view color_of(Severity severity) const {
    switch (severity) {
      case Severity::error: return colors_.error;
      case Severity::warning: return colors_.warning;
      case Severity::question: return colors_.question;
      case Severity::note: return colors_.strong;
    }
    return "";
  }

  void place(text::Span span) {
    if (span.known()) out_ += fmt::format("{}: ", printable(sources_.where(span), style_.unicode));
  }

  void heading(const Diagnostic& question, bool first) {
    if (!first) out_ += '\n';
    std::string line = "Open questions";
    if (!question.to.empty()) line += fmt::format(" to {}", shown(question.to));
    if (!question.about.empty()) line += fmt::format(" about {}", shown(question.about));
    out_ += fmt::format("{}{}{}\n", colors_.strong, line, colors_.off);
  }

  unsigned number_width(const Diagnostic& diagnostic) const {
    std::uint32_t largest = 1;
    const auto look = [&](text::Span span) {
      if (span.known()) largest = std::max(largest, sources_.file(span.file).position(span.end).line);
    };
    look(diagnostic.span);
    for (const Note& note : diagnostic.notes) look(note.span);
    return std::max(3u, static_cast<unsigned>(std::to_string(largest).size()));
  }
};

}  // namespace

void render_text(std::span<const Diagnostic> diagnostics, const text::Sources& sources, const TextStyle& style, std::string& out) {
  if (diagnostics.empty()) return;
  std::string text;
  TextWriter writer(sources, style, text);
  std::vector<const Diagnostic*> questions;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::question)
      questions.push_back(&diagnostic);
    else
      writer.one(diagnostic);
  }
  writer.questions(std::move(questions));
  writer.summary(diagnostics);
  out += text;
}

}  // namespace portolan::diagnostics
