#include "yaml/parse.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "yaml/characters.h"
#include "yaml/lines.h"
#include "yaml/syntax_message.h"
#include "yaml/tree_builder.h"

namespace portolan::yaml {

namespace {

using diagnostics::Diagnostic;

// An unquoted `${` in flow style ends the scanner's reading. To find the mistakes behind it, the scanner is shown a copy in
// which the reference's brackets are other characters of the same length, so that all places stay true. Every round reads from
// the beginning: their number is bounded by the bytes that are read again.
constexpr std::size_t bytes_read_again = 64u << 20;

struct Reading {
  std::vector<const Node*> documents;
  std::vector<Diagnostic> problems;
  bool complete = false;
  text::Span second_document{};
  std::optional<text::Span> reference;  // the value whose unquoted reference stopped the reading
};

// The whole value around an unquoted `${` at which the scanner stopped.
std::optional<text::Span> unquoted_reference(std::string_view content, std::uint32_t file, const SyntaxError& error, text::Span last) {
  const bool bracket = error.at > 0 && error.at < content.size() && content[error.at] == '{' && content[error.at - 1] == '$';
  if (!bracket || !error.problem.starts_with("did not find expected ','")) return std::nullopt;
  const std::uint32_t begin = last.end == error.at ? last.begin : error.at - 1;
  return text::Span{file, begin, static_cast<std::uint32_t>(value_end(content, begin, true))};
}

Diagnostic must_be_quoted(std::string_view content, text::Span span) {
  const std::string_view value = content.substr(span.begin, span.end - span.begin);
  std::string written = value.find_first_of("\"\\") == std::string_view::npos ? fmt::format("\"{}\"", value) : quoted(value);
  return {.code = "P0109",
          .span = span,
          .message = "a value with `${` must be quoted inside `{…}` and `[…]`",
          .hint = "unquoted, YAML takes the bracket of the reference for one of its own",
          .fix = diagnostics::Fix{.title = fmt::format("write `{}`", written), .edits = {{span, written}}}};
}

Reading read(std::string_view shown, std::string_view content, std::uint32_t file, Arena& arena, const Limits& limits,
             const std::vector<text::Span>& replaced, bool many) {
  const std::size_t mark = content.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  EventReader events(shown.substr(mark), static_cast<std::uint32_t>(mark));
  Reading reading;
  for (;;) {
    TreeBuilder builder(content, file, arena, limits, reading.problems);
    if (!replaced.empty()) builder.restore_texts_in(replaced);
    const Event* event = &events.next();
    if (event->kind == EventKind::stream_end) {
      reading.complete = true;
      return reading;
    }
    if (event->kind == EventKind::document_start) {
      if (!many && !reading.documents.empty()) {
        reading.second_document = {file, event->begin, event->end};
        reading.complete = true;
        return reading;
      }
      for (event = &events.next(); event->kind != EventKind::document_end && event->kind != EventKind::error; event = &events.next())
        if (!builder.take(*event)) return reading;
    }
    if (event->kind == EventKind::error) {
      reading.reference = unquoted_reference(content, file, events.error(), builder.last_scalar());
      if (!reading.reference) reading.problems.push_back(describe(events.error(), content, file));
      return reading;
    }
    reading.documents.push_back(builder.root());
  }
}

Reading read_with_recovery(std::string_view content, std::uint32_t file, Arena& arena, const Limits& limits, bool many) {
  std::string shown;
  std::vector<text::Span> replaced;
  std::vector<Diagnostic> unquoted;
  for (std::size_t again = 0;; again += content.size()) {
    Reading reading = read(replaced.empty() ? content : std::string_view(shown), content, file, arena, limits, replaced, many);
    if (!reading.reference) {
      reading.problems.insert(reading.problems.end(), unquoted.begin(), unquoted.end());
      return reading;
    }
    unquoted.push_back(must_be_quoted(content, *reading.reference));
    const bool repeats = !replaced.empty() && replaced.back() == *reading.reference;
    if (repeats || again > bytes_read_again) {
      reading.problems.insert(reading.problems.end(), unquoted.begin(), unquoted.end());
      return reading;
    }
    if (shown.empty()) shown = content;
    for (std::uint32_t at = reading.reference->begin; at < reading.reference->end; ++at)
      if (std::string_view("{}[],:").find(shown[at]) != std::string_view::npos) shown[at] = '_';
    replaced.push_back(*reading.reference);
  }
}

std::optional<Diagnostic> refuse_unread(std::string_view content, std::uint32_t file, const Limits& limits) {
  if (content.size() > limits.bytes)
    return Diagnostic{.code = "P0113",
                      .span = {file, 0, 0},
                      .message = fmt::format("the file has {} bytes, more than the {} that are read", content.size(), limits.bytes)};
  return check_characters(content, file);
}

}  // namespace

std::vector<const Node*> parse_all(const text::Sources& sources, std::uint32_t file, Arena& arena, diagnostics::Sink& sink,
                                   const Limits& limits) {
  const std::string_view content = sources.file(file).content();
  if (auto problem = refuse_unread(content, file, limits)) {
    sink.add(std::move(*problem));
    return {};
  }
  Reading reading = read_with_recovery(content, file, arena, limits, true);
  for (Diagnostic& problem : reading.problems) sink.add(std::move(problem));
  return reading.complete ? std::move(reading.documents) : std::vector<const Node*>();
}

const Node* parse(const text::Sources& sources, std::uint32_t file, Arena& arena, diagnostics::Sink& sink, const Limits& limits) {
  const std::string_view content = sources.file(file).content();
  if (auto problem = refuse_unread(content, file, limits)) {
    sink.add(std::move(*problem));
    return nullptr;
  }
  Reading reading = read_with_recovery(content, file, arena, limits, false);
  for (Diagnostic& problem : reading.problems) sink.add(std::move(problem));
  if (!reading.complete) return nullptr;
  if (reading.second_document.known())
    sink.add({.code = "P0106",
              .span = reading.second_document,
              .message = "a second document begins here, and only the first is read",
              .hint = "keep one document in a file"});
  if (reading.documents.empty()) {
    const auto end = static_cast<std::uint32_t>(content.size());
    return arena.node(Kind::null, Style::made, {file, end, end});
  }
  return reading.documents.front();
}

}  // namespace portolan::yaml
