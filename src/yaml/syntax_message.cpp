#include "yaml/syntax_message.h"

#include <fmt/core.h>

#include <algorithm>

#include "text/utf8.h"
#include "yaml/lines.h"

// The scanner knows which token it could not use; people want to know which mistake they made. One table leads from the scanner's
// sentence to a function that looks at the text around the two places and says what is wrong there.

namespace portolan::yaml {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Fix;

// The text around an error.
struct Scene {
  const SyntaxError& error;
  std::string_view content;
  std::uint32_t file;

  [[nodiscard]] text::Span span(std::size_t begin, std::size_t end) const {
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  [[nodiscard]] text::Span character(std::size_t at) const { return span(at, std::min(at + std::max<std::size_t>(text::decode(content, at).length, 1), content.size())); }
  [[nodiscard]] char at(std::size_t place) const { return place < content.size() ? content[place] : '\n'; }
  [[nodiscard]] std::string_view slice(text::Span part) const { return content.substr(part.begin, part.end - part.begin); }
  [[nodiscard]] bool first_on_line(std::size_t place) const { return first_visible(content, place) >= place; }
  [[nodiscard]] bool same_line(std::size_t left, std::size_t right) const { return line_begin(content, left) == line_begin(content, right); }
  // The value that begins at `begin`, up to where it most likely was meant to end.
  [[nodiscard]] text::Span value(std::size_t begin) const { return span(begin, value_end(content, begin, inside_brackets(content, begin))); }
  // The word at `place`, up to a colon, a bracket or a space.
  [[nodiscard]] text::Span word(std::size_t place) const {
    std::size_t end = place;
    while (end < content.size() && std::string_view(" \t\r\n:,[]{}").find(content[end]) == std::string_view::npos) ++end;
    return end == place ? character(place) : span(place, end);
  }
  // The line before `place` that is neither empty nor a comment; npos where there is none.
  [[nodiscard]] std::size_t line_above(std::size_t place) const {
    for (std::size_t begin = line_begin(content, place); begin > 0;) {
      begin = line_begin(content, begin - 1);
      const std::size_t first = first_visible(content, begin);
      if (first < line_end(content, begin) && content[first] != '#') return begin;
    }
    return std::string_view::npos;
  }
  [[nodiscard]] Fix quote(text::Span part) const {
    const std::string written = quoted(slice(part));
    return {.title = fmt::format("write `{}`", written), .edits = {{part, written}}};
  }
};

std::string spaces(std::size_t count) { return count == 0 ? "not indented" : fmt::format("indented by {} space{}", count, count == 1 ? "" : "s"); }

Diagnostic tab(const Scene& scene) {
  const std::size_t at = scene.error.at;
  std::size_t end = at;
  while (scene.at(end) == '\t' || scene.at(end) == ' ') ++end;
  const std::size_t begin = scene.first_on_line(at) ? line_begin(scene.content, at) : at;
  std::string instead;
  for (std::size_t place = begin; place < end; ++place) instead += scene.content[place] == '\t' ? "  " : " ";
  if (end == line_end(scene.content, end)) instead.clear();
  return {.code = "P0103",
          .span = scene.span(at, std::max(end, at + 1)),
          .message = "a tab stands where YAML wants spaces",
          .hint = "indent with spaces; most editors can do so for `.yaml` files",
          .fix = Fix{.title = "write two spaces for each tab", .edits = {{scene.span(begin, end), instead}}}};
}

Diagnostic cannot_begin(const Scene& scene) {
  const std::size_t at = scene.error.at;
  if (scene.at(at) == '\t') return tab(scene);
  return {.code = "P0121",
          .span = scene.character(at),
          .message = fmt::format("a value cannot begin with `{}` unless it is quoted", scene.slice(scene.character(at))),
          .fix = scene.quote(scene.value(at))};
}

Diagnostic indicator_begins(const Scene& scene) {
  const std::size_t at = scene.error.context_at;
  const char first = scene.at(at);
  const std::string_view meaning = first == '*' ? "an alias" : first == '&' ? "an anchor" : first == '!' ? "a tag" : "a block of text";
  Diagnostic diagnostic{.code = "P0121",
                        .span = scene.character(at),
                        .message = fmt::format("`{}` begins {} in YAML, and what follows is none", first, meaning),
                        .hint = "quote the value"};
  diagnostic.fix = scene.quote(scene.value(at));
  return diagnostic;
}

Diagnostic unclosed_quote(const Scene& scene) {
  const std::size_t at = scene.error.context_at;
  return {.code = "P0116",
          .span = scene.character(at),
          .message = fmt::format("the text that begins with this `{}` has no end", scene.at(at)),
          .label = "opened here",
          .hint = scene.at(at) == '\'' ? "a quote inside the text is written twice: `''`" : "a quote inside the text is written `\\\"`"};
}

Diagnostic unknown_escape(const Scene& scene) {
  const std::size_t backslash = std::min(scene.content.rfind('\\', scene.error.at), scene.content.size());
  const text::Span part = scene.span(backslash, backslash + 2);
  Diagnostic diagnostic{.code = "P0120",
                        .span = part,
                        .message = fmt::format("`{}` is not a complete escape", scene.slice(part)),
                        .hint = "in single quotes a backslash is a backslash"};
  diagnostic.fix = Fix{.title = "double the backslash", .edits = {{scene.span(backslash, backslash), "\\"}}};
  return diagnostic;
}

// A second `: ` in what is already a complete value: on its own line, or on a line that is indented too far.
Diagnostic unexpected_colon(const Scene& scene) {
  const std::size_t at = scene.error.at;
  const std::size_t key = first_visible(scene.content, at);
  const std::size_t above = scene.line_above(at);
  const std::size_t colon = scene.content.substr(key, at - key).find(": ");
  if (colon != std::string_view::npos) {
    std::size_t begin = key + colon + 1;
    while (scene.at(begin) == ' ') ++begin;
    Diagnostic diagnostic{.code = "P0117", .span = scene.character(at), .message = "a second `: ` cannot stand in a value that is not quoted"};
    if (std::string_view("\"'[{&*!|>").find(scene.at(begin)) == std::string_view::npos) diagnostic.fix = scene.quote(scene.value(begin));
    diagnostic.hint = "quote the value, or begin a new line";
    return diagnostic;
  }
  const text::Span word = scene.span(key, at);
  if (above == std::string_view::npos) return {.code = "P0117", .span = scene.character(at), .message = "a `: ` cannot stand here"};
  const std::size_t first = first_visible(scene.content, above);
  const std::size_t wanted = first - above;
  const std::size_t found = key - line_begin(scene.content, at);
  const text::Span line_before = scene.span(first, value_end(scene.content, first, false));
  if (found > wanted) {
    return {.code = "P0118",
            .span = word,
            .message = fmt::format("`{}` is {}, below a value that is already complete", scene.slice(word), spaces(found)),
            .notes = {{line_before, "this line has its value"}},
            .hint = "indent it like the keys it belongs to",
            .fix = Fix{.title = fmt::format("indent it by {}, like the line above", wanted), .edits = {{scene.span(key - found, key), std::string(wanted, ' ')}}}};
  }
  return {.code = "P0123",
          .span = line_before,
          .message = fmt::format("`{}` has no `: ` behind it", scene.slice(line_before)),
          .hint = "a key is followed by a colon and a space"};
}

Diagnostic missing_colon(const Scene& scene) {
  const std::size_t at = scene.error.context_at;
  const text::Span line = scene.span(at, value_end(scene.content, at, false));
  const std::size_t colon = scene.slice(line).find(':');
  Diagnostic diagnostic{.code = "P0123", .span = line, .message = fmt::format("`{}` has no `: ` behind it", scene.slice(line)), .hint = "a key is followed by a colon and a space"};
  if (colon != std::string_view::npos && colon + 1 < scene.slice(line).size() && std::string_view("\"'[{").find(scene.at(at)) == std::string_view::npos) {
    const std::size_t behind = at + colon + 1;
    diagnostic.message = fmt::format("the colon of `{}` needs a space behind it", scene.slice(line));
    diagnostic.fix = Fix{.title = fmt::format("write `{} {}`", scene.content.substr(at, colon + 1), scene.slice(line).substr(colon + 1)), .edits = {{scene.span(behind, behind), " "}}};
  }
  return diagnostic;
}

Diagnostic no_key(const Scene& scene) {
  const std::size_t at = scene.error.at;
  const char first = scene.at(at);
  const std::size_t column = at - line_begin(scene.content, at);
  if (!scene.first_on_line(at)) {
    Diagnostic diagnostic{.code = "P0127", .span = scene.word(at), .message = "nothing can stand behind a value that is complete"};
    const char before = at > 0 ? scene.content[at - 1] : ' ';
    if (before == '\'') diagnostic.hint = "a single quote inside a text in single quotes is written twice: `''`";
    else if (before == '"') diagnostic.hint = "a double quote inside a text in double quotes is written `\\\"`";
    else diagnostic.hint = "quote the whole value, or begin a new line";
    return diagnostic;
  }
  if (first == '}' || first == ']') return {.code = "P0119", .span = scene.character(at), .message = fmt::format("this `{}` closes nothing", first)};
  if (first == ':') return {.code = "P0108", .span = scene.character(at), .message = "the key before this colon is missing"};
  const text::Span begin = scene.character(scene.error.context_at);
  const std::size_t outer = scene.error.context_at - line_begin(scene.content, scene.error.context_at);
  if (first == '-' && std::string_view(" \n\r").find(scene.at(at + 1)) != std::string_view::npos && column == outer)
    return {.code = "P0125",
            .span = scene.character(at),
            .message = "a list item stands among the keys of a map",
            .notes = {{begin, "the map begins here"}},
            .hint = "a list stands below the key that it belongs to"};
  return {.code = "P0118",
          .span = scene.word(at),
          .message = fmt::format("`{}` is {}, which fits neither the line above nor any map around it", scene.slice(scene.word(at)), spaces(column)),
          .notes = {{begin, fmt::format("the map around it is {}", spaces(outer))}},
          .hint = "indent it like the keys it belongs to"};
}

Diagnostic no_item(const Scene& scene) {
  const std::size_t at = scene.error.at;
  const std::size_t column = at - line_begin(scene.content, at);
  const std::size_t list = scene.error.context_at - line_begin(scene.content, scene.error.context_at);
  const text::Span begin = scene.character(scene.error.context_at);
  if (column == list && scene.at(at) != '-')
    return {.code = "P0125",
            .span = scene.word(at),
            .message = fmt::format("`{}` stands among the items of a list", scene.slice(scene.word(at))),
            .notes = {{begin, "the list begins here"}},
            .hint = "an item begins with `- `; what follows the list is indented like the list's own key"};
  return {.code = "P0118",
          .span = scene.word(at),
          .message = fmt::format("this item is {}, the list around it by {}", spaces(column), list),
          .notes = {{begin, "the list begins here"}},
          .hint = "indent the items of a list alike"};
}

Diagnostic no_comma(const Scene& scene) {
  const std::size_t open = scene.error.context_at;
  const std::size_t at = scene.error.at;
  const char bracket = scene.at(open);
  const char close = bracket == '{' ? '}' : ']';
  if (at >= scene.content.size() || !scene.same_line(open, at)) {
    Diagnostic diagnostic{.code = "P0119", .span = scene.character(open), .message = fmt::format("this `{}` has no `{}`", bracket, close), .label = "opened here"};
    if (at < scene.content.size()) diagnostic.notes.push_back({scene.character(at), fmt::format("`,` or `{}` was expected here at the latest", close)});
    return diagnostic;
  }
  if (scene.at(at) == '}' || scene.at(at) == ']')
    return {.code = "P0119",
            .span = scene.character(at),
            .message = fmt::format("this `{}` does not close the `{}`", scene.at(at), bracket),
            .notes = {{scene.character(open), "opened here"}}};
  if (scene.at(at) == ':')
    return {.code = "P0117", .span = scene.character(at), .message = "a second `: ` cannot stand in a value that is not quoted", .notes = {{scene.character(open), fmt::format("inside this `{}`", bracket)}}};
  return {.code = "P0124",
          .span = scene.word(at),
          .message = fmt::format("`,` or `{}` was expected before this", close),
          .notes = {{scene.character(open), fmt::format("inside this `{}`", bracket)}}};
}

Diagnostic no_value(const Scene& scene) {
  const std::size_t at = scene.error.at;
  const char first = scene.at(at);
  if ((first == '}' || first == ']') && !inside_brackets(scene.content, at))
    return {.code = "P0119", .span = scene.character(at), .message = fmt::format("this `{}` closes nothing", first)};
  if (first == '-')
    return {.code = "P0125", .span = scene.character(at), .message = "inside brackets a list is written `[a, b]`, not with `- `"};
  return {.code = "P0122", .span = scene.character(at), .message = fmt::format("a value is missing before this `{}`", first)};
}

Diagnostic misplaced_item(const Scene& scene) {
  return {.code = "P0125",
          .span = scene.character(scene.error.at),
          .message = "a list item cannot stand behind its key",
          .hint = "begin the list on the next line, or write `[a, b]`"};
}

Diagnostic unquoted_question(const Scene& scene) {
  const std::size_t at = scene.error.at;
  return {.code = "P0126", .span = scene.value(at), .message = "an open question must be quoted", .fix = scene.quote(scene.value(at))};
}

Diagnostic behind_document(const Scene& scene) {
  return {.code = "P0127", .span = scene.word(scene.error.at), .message = "nothing can stand behind the end of the document"};
}

Diagnostic unknown_handle(const Scene& scene) {
  const std::size_t at = std::min(scene.content.find('!', scene.error.at), scene.content.size());
  std::size_t end = at;
  while (std::string_view(" \t\r\n").find(scene.at(end)) == std::string_view::npos) ++end;
  return {.code = "P0115",
          .span = scene.span(at, end),
          .message = fmt::format("the tag `{}` means nothing here", scene.content.substr(at, end - at)),
          .hint = "remove it; a text that begins with `!` must be quoted"};
}

Diagnostic any_other(const Scene& scene) {
  return {.code = "P0122", .span = scene.character(scene.error.at), .message = fmt::format("this is not YAML: {}", scene.error.problem)};
}

struct Row {
  std::string_view problem;  // how the scanner's sentence begins
  std::string_view context;  // what its context must hold
  Diagnostic (*describe)(const Scene&);
};

constexpr Row rows[] = {
    {"found character that cannot start any token", "", cannot_begin},
    {"found a tab character", "", tab},
    {"found unexpected end of stream", "quoted", unclosed_quote},
    {"found unexpected document indicator", "quoted", unclosed_quote},
    {"found unknown escape character", "", unknown_escape},
    {"did not find expected hexdecimal number", "quoted", unknown_escape},
    {"found invalid Unicode character escape code", "", unknown_escape},
    {"did not find expected alphabetic or numeric character", "", indicator_begins},
    {"did not find expected comment or line break", "block scalar", indicator_begins},
    {"found an indentation indicator equal to 0", "", indicator_begins},
    {"did not find", "tag", indicator_begins},
    {"mapping values are not allowed in this context", "", unexpected_colon},
    {"could not find expected ':'", "", missing_colon},
    {"did not find expected key", "", no_key},
    {"did not find expected '-' indicator", "", no_item},
    {"did not find expected ',' or", "", no_comma},
    {"did not find expected node content", "", no_value},
    {"block sequence entries are not allowed in this context", "", misplaced_item},
    {"mapping keys are not allowed in this context", "", unquoted_question},
    {"did not find expected <document start>", "", behind_document},
    {"found undefined tag handle", "", unknown_handle},
};

}  // namespace

Diagnostic describe(const SyntaxError& error, std::string_view content, std::uint32_t file) {
  const Scene scene{error, content, file};
  for (const Row& row : rows)
    if (error.problem.starts_with(row.problem) && error.context.find(row.context) != std::string_view::npos) return row.describe(scene);
  return any_other(scene);
}

}  // namespace portolan::yaml
