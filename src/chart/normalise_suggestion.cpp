#include "chart/normalise_suggestion.h"

#include "language/cursor.h"
#include "language/forms.h"

namespace portolan::chart {

namespace {

using language::Cursor;
using language::Form;

char lower(char character) { return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character; }
char upper(char character) { return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character; }

// `2-10`, `2...10`, `2 .. 10` → `2..10`
std::string with_two_dots(std::string_view text) {
  std::string result;
  std::string_view sign;
  std::string packed;
  for (const char character : text) {
    if (character != ' ') packed += character;
  }
  for (const std::string_view candidate : {"...", "-", "…", "to"}) {
    if (packed.find(candidate) != std::string::npos) sign = candidate;
  }
  if (sign.empty()) return packed;
  const std::size_t at = packed.find(sign);
  return packed.substr(0, at) + ".." + packed.substr(at + sign.size());
}

// One amount with whatever unit of bytes: `256M`, `256mb`, `256 MiB` → `256Mi`
std::string with_binary_unit(std::string_view text) {
  Cursor cursor(text);
  if (!cursor.decimal()) return {};
  std::string result(text.substr(0, text.size() - cursor.rest().size()));
  cursor.accept(' ');
  if (cursor.at_end()) return {};
  result += upper(cursor.rest().front());
  const std::string_view rest = cursor.rest().substr(1);
  if (rest != "" && rest != "i" && rest != "B" && rest != "b" && rest != "iB" && rest != "ib") return {};
  return result + "i";
}

std::string with_binary_units(std::string_view text) {
  const std::string bounds = with_two_dots(text);
  const std::size_t at = bounds.find("..");
  if (at == std::string::npos) return with_binary_unit(text);
  return with_binary_unit(std::string_view(bounds).substr(0, at)) + ".." + with_binary_unit(std::string_view(bounds).substr(at + 2));
}

// `30`, `30 s`, `5min`, `2hours` → `30s`, `5m`, `2h`
std::string with_time_unit(std::string_view text) {
  Cursor cursor(text);
  std::string result(cursor.take_digits());
  cursor.accept(' ');
  if (cursor.at_end()) return result + "s";
  for (const std::string_view milliseconds : {"msec", "milli"}) {
    if (cursor.rest().starts_with(milliseconds)) return result + "ms";
  }
  return result + lower(cursor.rest().front());
}

std::string as_name(std::string_view text) {
  std::string result;
  for (const char character : text) result += character == '_' || character == ' ' ? '-' : lower(character);
  return result;
}

std::optional<Suggestion> candidate(Form form, std::string_view text) {
  switch (form) {
    case Form::range: return Suggestion{with_two_dots(text), true};
    case Form::percent: return Suggestion{std::string(text) + "%", true};
    case Form::cpu: return Suggestion{with_two_dots(text), true};
    case Form::memory:
      if (language::matches(form, with_two_dots(text))) return Suggestion{with_two_dots(text), true};
      return Suggestion{with_binary_units(text), false};
    case Form::size: return Suggestion{with_binary_unit(text), false};
    case Form::duration: return Suggestion{with_time_unit(text), false};
    case Form::name:
    case Form::port_name: return Suggestion{as_name(text), false};
    case Form::url:
      return text.find('.') == std::string_view::npos ? std::nullopt : std::optional(Suggestion{"https://" + std::string(text), false});
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Suggestion> suggest(Form form, std::string_view text) {
  auto suggestion = candidate(form, text);
  if (!suggestion || suggestion->text == text || !language::matches(form, suggestion->text)) return std::nullopt;
  return suggestion;
}

}  // namespace portolan::chart
