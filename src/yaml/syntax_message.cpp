#include "yaml/syntax_message.h"

#include <fmt/core.h>

#include <algorithm>

#include "yaml/lines.h"
#include "yaml/scene.h"

// The scanner knows which token it could not use; people want to know which mistake they made. One table leads from the scanner's
// sentence to a function that looks at the text around the two places and says what is wrong there.

namespace portolan::yaml {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Fix;

std::string spaces(std::size_t count) {
  return count == 0 ? "not indented" : fmt::format("indented by {} space{}", count, count == 1 ? "" : "s");
}

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
          .message = fmt::format("a value cannot begin with {} unless it is quoted",
                                 scene.at(at) == '`' ? "a backtick" : fmt::format("`{}`", scene.slice(scene.character(at)))),
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

// A line without `: `: most often the space is missing, or the file is not one a person meant to keep.
Diagnostic no_colon_in(const Scene& scene, text::Span line) {
  const std::string_view words = scene.slice(line);
  if (words.starts_with("<<<<<<<") || words.starts_with("=======") || words.starts_with(">>>>>>>"))
    return {.code = "P0122",
            .span = line,
            .message = "an unresolved merge conflict stands in the file",
            .hint = "keep one of the two versions"};
  Diagnostic diagnostic{.code = "P0123",
                        .span = line,
                        .message = fmt::format("`{}` has no `: ` behind it", words),
                        .hint = "a key is followed by a colon and a space"};
  const std::size_t colon = words.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == words.size() ||
      std::string_view("\"'[{").find(words.front()) != std::string_view::npos)
    return diagnostic;
  const std::size_t behind = line.begin + colon + 1;
  diagnostic.message = fmt::format("the colon of `{}` needs a space behind it", words);
  diagnostic.fix = Fix{.title = fmt::format("write `{} {}`", words.substr(0, colon + 1), words.substr(colon + 1)),
                       .edits = {{scene.span(behind, behind), " "}}};
  return diagnostic;
}

Diagnostic missing_colon(const Scene& scene) {
  const std::size_t at = scene.error.context_at;
  return no_colon_in(scene, scene.span(at, value_end(scene.content, at, false)));
}

// `key` begins a line that is indented deeper than the one above, which is complete without it.
Diagnostic below_complete_value(const Scene& scene, std::size_t key, std::size_t above) {
  const std::size_t begin = line_begin(scene.content, key);
  const std::size_t first = first_visible(scene.content, above);
  return {.code = "P0118",
          .span = scene.word(key),
          .message = fmt::format("`{}` is {}, below a value that is already complete", scene.slice(scene.word(key)), spaces(key - begin)),
          .notes = {{scene.span(first, value_end(scene.content, first, false)), "this line has its value"}},
          .hint = "indent it like the keys it belongs to",
          .fix = Fix{.title = "indent it like the line above", .edits = {{scene.span(begin, key), std::string(first - above, ' ')}}}};
}

// A second `: ` in what is already a complete value: on its own line, or on a line that is indented too far.
Diagnostic unexpected_colon(const Scene& scene) {
  const std::size_t at = scene.error.at;
  const std::size_t key = first_visible(scene.content, at);
  const std::size_t colon = scene.content.substr(key, at - key).find(": ");
  if (colon != std::string_view::npos) {
    std::size_t begin = key + colon + 1;
    while (scene.at(begin) == ' ') ++begin;
    Diagnostic diagnostic{
        .code = "P0117", .span = scene.character(at), .message = "a second `: ` cannot stand in a value that is not quoted"};
    if (std::string_view("\"'[{&*!|>").find(scene.at(begin)) == std::string_view::npos) diagnostic.fix = scene.quote(scene.value(begin));
    diagnostic.hint = "quote the value, or begin a new line";
    return diagnostic;
  }
  const std::size_t above = scene.line_above(at);
  if (above == std::string_view::npos) return {.code = "P0117", .span = scene.character(at), .message = "a `: ` cannot stand here"};
  if (indentation(scene.content, at) > indentation(scene.content, above)) return below_complete_value(scene, key, above);
  const std::size_t first = first_visible(scene.content, above);
  return no_colon_in(scene, scene.span(first, value_end(scene.content, first, false)));
}

Diagnostic no_key(const Scene& scene) {
  const std::size_t at = scene.error.at;
  const char first = scene.at(at);
  const std::size_t column = at - line_begin(scene.content, at);
  const bool closes = first == '}' || first == ']';
  if (closes) return {.code = "P0119", .span = scene.character(at), .message = fmt::format("this `{}` closes nothing", first)};
  if (!scene.first_on_line(at)) {
    Diagnostic diagnostic{.code = "P0127", .span = scene.word(at), .message = "nothing can stand behind a value that is complete"};
    const char before = at > 0 ? scene.content[at - 1] : ' ';
    if (before == '\'')
      diagnostic.hint = "a single quote inside a text in single quotes is written twice: `''`";
    else if (before == '"')
      diagnostic.hint = "a double quote inside a text in double quotes is written `\\\"`";
    else
      diagnostic.hint = "quote the whole value, or begin a new line";
    return diagnostic;
  }
  if (first == ':') return {.code = "P0108", .span = scene.character(at), .message = "the key before this colon is missing"};
  const text::Span begin = scene.character(scene.error.context_at);
  const std::size_t outer = scene.error.context_at - line_begin(scene.content, scene.error.context_at);
  if (first == '-' && std::string_view(" \n\r").find(scene.at(at + 1)) != std::string_view::npos && column == outer)
    return {.code = "P0125",
            .span = scene.character(at),
            .message = "a list item stands among the keys of a map",
            .notes = {{begin, "the map begins here"}},
            .hint = "a list stands below the key that it belongs to"};
  const std::size_t above = scene.line_above(at);
  if (above != std::string_view::npos && first != '-' && column > indentation(scene.content, above))
    return below_complete_value(scene, at, above);
  return {.code = "P0118",
          .span = scene.word(at),
          .message = fmt::format("`{}` is {}, which fits neither the line above nor any map around it", scene.slice(scene.word(at)),
                                 spaces(column)),
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
  const text::Span opened = scene.character(open);
  if (scene.at(at) == ':' && scene.first_on_line(at))
    return {.code = "P0117", .span = scene.character(at), .message = "a key and its `:` must stand on one line"};
  if (scene.closing(open) == std::string_view::npos) {
    Diagnostic diagnostic{
        .code = "P0119", .span = opened, .message = fmt::format("this `{}` has no `{}`", bracket, close), .label = "opened here"};
    if (at < scene.content.size())
      diagnostic.notes.push_back({scene.character(at), fmt::format("`,` or `{}` was expected here at the latest", close)});
    return diagnostic;
  }
  if (scene.at(at) == '}' || scene.at(at) == ']')
    return {.code = "P0119",
            .span = scene.character(at),
            .message = fmt::format("this `{}` does not close the `{}`", scene.at(at), bracket),
            .notes = {{opened, "opened here"}}};
  if (scene.at(at) == ':')
    return {.code = "P0117",
            .span = scene.character(at),
            .message = "a second `: ` cannot stand in a value that is not quoted",
            .notes = {{opened, fmt::format("inside this `{}`", bracket)}},
            .hint = "quote the value, or write the `,` that ends it"};
  return {.code = "P0124",
          .span = scene.word(at),
          .message = fmt::format("`,` or `{}` was expected before this", close),
          .notes = {{opened, fmt::format("inside this `{}`", bracket)}}};
}

Diagnostic unquoted_question(const Scene& scene) {
  const std::size_t at = scene.error.at;
  return {.code = "P0126", .span = scene.value(at), .message = "an open question must be quoted", .fix = scene.quote(scene.value(at))};
}

Diagnostic no_value(const Scene& scene) {
  const std::size_t at = scene.error.at;
  const char first = scene.at(at);
  if ((first == '}' || first == ']') && !inside_brackets(scene.content, at))
    return {.code = "P0119", .span = scene.character(at), .message = fmt::format("this `{}` closes nothing", first)};
  if (first == '-')
    return {.code = "P0125", .span = scene.character(at), .message = "inside brackets a list is written `[a, b]`, not with `- `"};
  if (first == '?' && scene.at(at + 1) == ' ') return unquoted_question(scene);
  return {.code = "P0122", .span = scene.character(at), .message = fmt::format("a value is missing before this `{}`", first)};
}

Diagnostic misplaced_item(const Scene& scene) {
  return {.code = "P0125",
          .span = scene.character(scene.error.at),
          .message = "a list item cannot stand behind its key",
          .hint = "begin the list on the next line, or write `[a, b]`"};
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

Diagnostic directive(const Scene& scene) {
  const std::size_t begin = line_begin(scene.content, scene.error.context.empty() ? scene.error.at : scene.error.context_at);
  return {.code = "P0122",
          .span = scene.span(begin, line_end(scene.content, begin)),
          .message = "a line that begins with `%` is a directive, and this one means nothing here",
          .hint = "remove the line"};
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
    {"", "scanning a directive", directive},
    {"found incompatible YAML document", "", directive},
    {"found duplicate %", "", directive},
    {"found unexpected ':'", "", unexpected_colon},
};

}  // namespace

Diagnostic describe(const SyntaxError& error, std::string_view content, std::uint32_t file) {
  const Scene scene{error, content, file};
  for (const Row& row : rows)
    if (error.problem.starts_with(row.problem) && error.context.find(row.context) != std::string_view::npos) return row.describe(scene);
  return any_other(scene);
}

}  // namespace portolan::yaml
