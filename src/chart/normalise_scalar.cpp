#include "chart/normalise_scalar.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "chart/normalise_suggestion.h"
#include "language/cursor.h"
#include "language/forms.h"
#include "language/quantities.h"
#include "text/edit_distance.h"

namespace portolan::chart {

namespace {

using diagnostics::Diagnostic;
using diagnostics::Fix;
using language::Form;
using language::Type;

bool takes(const Type& type, Form form) { return std::ranges::find(type.forms, form) != type.forms.end(); }

// Every number of a text made of numbers and signs.
bool within_limits(std::string_view text, const Type& type) {
  while (!text.empty()) {
    language::Cursor cursor(text);
    const std::string_view digits = cursor.take_digits();
    if (digits.empty()) {
      text.remove_prefix(1);
      continue;
    }
    const auto number = language::parse_integer(digits);
    if (!number || *number < type.limits.low || *number > type.limits.high) return false;
    text = cursor.rest();
  }
  return true;
}

bool is_limited(const Type& type, std::string_view text) {
  static constexpr std::array limited = {Form::integer, Form::percent, Form::range, Form::portpair};
  return std::ranges::any_of(limited, [&](Form form) { return takes(type, form) && language::matches(form, text); });
}

std::string limits_in_words(const language::Limits& limits) {
  if (limits.low == limits.high) return fmt::format("{}", limits.low);
  if (limits.high == language::Limits{}.high) return fmt::format("at least {}", limits.low);
  return fmt::format("between {} and {}", limits.low, limits.high);
}

// What YAML 1.1 (and many a programmer) takes for a truth value, without regard to case; empty where `text` is none.
std::string_view truth_value(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
  });
  for (const std::string_view yes : {"yes", "on", "y", "true"}) {
    if (lower == yes) return "true";
  }
  for (const std::string_view no : {"no", "off", "n", "false"}) {
    if (lower == no) return "false";
  }
  return {};
}

Fix write(std::string replacement, text::Span span) {
  return Fix{fmt::format("write `{}`", replacement), {{span, std::move(replacement)}}};
}

Diagnostic wrong_truth_value(std::string_view text, std::string_view meant) {
  Diagnostic diagnostic;
  diagnostic.code = "P0208";
  diagnostic.label = fmt::format("did you mean `{}`", meant);
  diagnostic.hint = fmt::format("what YAML 1.1 takes for a truth value is a text today; write `{}` instead of {}", meant, quoted(text));
  return diagnostic;
}

Diagnostic wrong_form(std::string_view text, const Type& type) {
  Diagnostic diagnostic;
  diagnostic.code = type.forms.empty() ? "P0206" : "P0205";
  if (!type.forms.empty()) diagnostic.hint = fmt::format("for example `{}`", language::form_info(type.forms.front()).example);
  for (const Form form : type.forms) {
    if (const auto suggestion = suggest(form, text)) {
      diagnostic.label = fmt::format("did you mean `{}`", suggestion->text);
      if (suggestion->certain) diagnostic.fix = write(suggestion->text, {});
      return diagnostic;
    }
  }
  if (const auto word = text::nearest(text, type.words)) {
    diagnostic.label = fmt::format("did you mean `{}`", *word);
    diagnostic.fix = write(std::string(*word), {});
  }
  return diagnostic;
}

}  // namespace

bool check_text(std::string_view text, text::Span span, bool as_written, const Type& type, const Where& where, diagnostics::Sink& sink) {
  if (type.forms.size() == 1 && type.forms.front() == Form::text) return true;
  const bool accepted = language::accepts(type, text);
  const bool limited = accepted && is_limited(type, text);
  if (accepted && (!limited || within_limits(text, type))) return true;
  if (language::is_question(text) || language::has_reference(text)) return true;

  Diagnostic diagnostic;
  const std::string_view truth = truth_value(text);
  if (limited) {
    diagnostic.code = "P0207";
    diagnostic.message = fmt::format("{} is {}, not {}", phrase(where), limits_in_words(type.limits), quoted(text));
  } else {
    if (!truth.empty() && takes(type, Form::boolean)) {
      diagnostic = wrong_truth_value(text, truth);
      diagnostic.fix = write(std::string(truth), {});
    } else if (truth == "false" && type.has_word("none")) {
      diagnostic = wrong_truth_value(text, "none");
      diagnostic.fix = write("none", {});
    } else {
      diagnostic = wrong_form(text, type);
    }
    diagnostic.message = fmt::format("{} is {}, not {}", phrase(where), wanted(type), quoted(text));
  }
  diagnostic.span = span;
  if (diagnostic.fix) diagnostic.fix->edits.front().span = span;
  if (!as_written) diagnostic.fix.reset();
  sink.add(std::move(diagnostic));
  return false;
}

bool check_map_key(std::string_view key, text::Span span, const Type& map, const Where& where, diagnostics::Sink& sink) {
  if (language::matches(map.keys, key)) return true;
  Diagnostic diagnostic;
  diagnostic.code = "P0212";
  diagnostic.span = span;
  diagnostic.message = fmt::format("a key of `{}` is {}, not {}", where.key, language::form_info(map.keys).wanted, quoted(key));
  diagnostic.hint = fmt::format("for example `{}`", language::form_info(map.keys).example);
  if (language::has_reference(key)) {
    diagnostic.hint = "references are filled in in values, never in keys";
  } else if (const auto suggestion = suggest(map.keys, key)) {
    diagnostic.label = fmt::format("did you mean `{}`", suggestion->text);
  }
  sink.add(std::move(diagnostic));
  return false;
}

}  // namespace portolan::chart
