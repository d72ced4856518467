#include "language/forms.h"

#include <algorithm>

#include "language/cursor.h"
#include "language/quantities.h"

// One matcher a form, each a walk from left to right with a Cursor; none of the expressions needs to look back.

namespace portolan::language {

namespace {

bool is_lower_or_digit(char character) { return is_digit(character) || (character >= 'a' && character <= 'z'); }
bool is_letter_or_digit(char character) { return is_lower_or_digit(character) || (character >= 'A' && character <= 'Z'); }
bool is_word(char character) { return is_letter_or_digit(character) || character == '_'; }
bool is_space(char character) { return character == ' ' || (character >= '\t' && character <= '\r'); }

template <typename Allowed>
bool all(std::string_view text, Allowed allowed) {
  return std::ranges::all_of(text, allowed);
}

// Letters or digits at both ends, `inside` between them, at most `limit` characters.
template <typename End, typename Inside>
bool enclosed(std::string_view text, std::size_t limit, End end, Inside inside) {
  return !text.empty() && text.size() <= limit && end(text.front()) && end(text.back()) && all(text, inside);
}

bool dns_label(std::string_view text) {
  return enclosed(text, 63, is_lower_or_digit, [](char character) { return is_lower_or_digit(character) || character == '-'; });
}

bool name(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!dns_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool target_characters(std::string_view text) {
  return all(text, [](char character) { return is_word(character) || character == '-' || character == '.' || character == '*'; });
}

bool target(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    if (slash + 1 == text.size() || !target_characters(text.substr(slash + 1))) return false;
    text = text.substr(0, slash);
  }
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view port = text.substr(colon + 1);
    if (port.empty() || !all(port, [](char character) { return is_lower_or_digit(character) || character == '-'; })) return false;
    text = text.substr(0, colon);
  }
  return !text.empty() && is_letter_or_digit(text.front()) && target_characters(text);
}

bool url(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos || end == 0 || end + 3 == text.size()) return false;
  const std::string_view scheme = text.substr(0, end);
  const auto allowed = [](char character) {
    return is_lower_or_digit(character) || character == '-' || character == '+' || character == '.';
  };
  if (is_digit(scheme.front()) || !is_lower_or_digit(scheme.front()) || !all(scheme, allowed)) return false;
  return !std::ranges::any_of(text.substr(end + 3), is_space);
}

bool cpu_amount(Cursor& cursor) {
  if (!cursor.decimal()) return false;
  cursor.accept('m');
  return true;
}

bool byte_amount(Cursor& cursor) { return cursor.decimal() && cursor.accept_any("KMGT") && cursor.accept('i'); }

// AMOUNT, AMOUNT.. or AMOUNT..AMOUNT
template <typename Amount>
bool bounds(std::string_view text, Amount amount) {
  Cursor cursor(text);
  if (!amount(cursor)) return false;
  if (cursor.at_end()) return true;
  if (!cursor.accept("..")) return false;
  return cursor.at_end() || (amount(cursor) && cursor.at_end());
}

bool size(std::string_view text) {
  Cursor cursor(text);
  if (cursor.accept("temp") || cursor.accept("memory")) {
    if (cursor.at_end()) return true;
    return cursor.accept(' ') && byte_amount(cursor) && cursor.at_end();
  }
  return byte_amount(cursor) && cursor.at_end();
}

bool duration(std::string_view text) {
  Cursor cursor(text);
  if (cursor.at_end()) return false;
  while (!cursor.at_end()) {
    if (!cursor.digits() || !(cursor.accept("ms") || cursor.accept_any("smhd"))) return false;
  }
  return true;
}

bool cron(std::string_view text) {
  int fields = 1;
  bool empty = true;
  for (const char character : text) {
    if (character == ' ') {
      if (empty || fields == 5) return false;
      ++fields;
      empty = true;
      continue;
    }
    const bool sign = character == '-' || character == '*' || character == '/' || character == ',';
    if (!sign && !(fields == 1 ? is_digit(character) : is_word(character))) return false;
    empty = false;
  }
  return fields == 5 && !empty;
}

bool label(std::string_view text) {
  return enclosed(text, 63, is_letter_or_digit, [](char character) { return is_word(character) || character == '-' || character == '.'; });
}

// PREFIX/NAME or NAME; the letters of the prefix are those that `letter` takes.
template <typename Letter>
bool prefixed(std::string_view text, Letter letter) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return label(text);
  const auto inside = [letter](char character) { return letter(character) || character == '-' || character == '.'; };
  return enclosed(text.substr(0, slash), 253, letter, inside) && label(text.substr(slash + 1));
}

bool host(std::string_view text) {
  if (text == "*") return true;
  if (text.starts_with("*.")) text.remove_prefix(2);
  return name(text);
}

// The digits of `number`, then what `rest` takes, then the end.
template <typename Rest>
bool digits_then(std::string_view text, Rest rest) {
  Cursor cursor(text);
  return cursor.digits() && rest(cursor) && cursor.at_end();
}

bool variable(std::string_view text) {
  return !text.empty() && is_word(text.front()) &&
         all(text, [](char character) { return is_word(character) || character == '-' || character == '.'; });
}

bool container_path(std::string_view text) {
  return text.starts_with('/') && all(text, [](char character) { return character != ':' && character != '\0'; });
}

}  // namespace

bool matches(Form form, std::string_view text) {
  switch (form) {
    case Form::text:
    case Form::scalar: return true;
    case Form::path: return !text.empty();
    case Form::boolean: return text == "true" || text == "false";
    case Form::integer: return digits_then(text, [](Cursor&) { return true; });
    case Form::percent: return digits_then(text, [](Cursor& cursor) { return cursor.accept('%'); });
    case Form::version: return digits_then(text, [](Cursor& cursor) { return cursor.accept('.') && cursor.digits(); });
    case Form::name: return name(text);
    case Form::target: return target(text);
    case Form::url: return url(text);
    case Form::range: return digits_then(text, [](Cursor& cursor) { return cursor.at_end() || (cursor.accept("..") && cursor.digits()); });
    case Form::portpair: return digits_then(text, [](Cursor& cursor) { return cursor.accept(':') && cursor.digits(); });
    case Form::cpu: return bounds(text, cpu_amount);
    case Form::memory: return bounds(text, byte_amount);
    case Form::size: return size(text);
    case Form::duration: return duration(text);
    case Form::cron: return cron(text);
    case Form::variable: return variable(text);
    case Form::env_name:
      return !text.empty() && all(text, [](char character) { return character >= ' ' && character <= '~' && character != '='; });
    case Form::port_name: return dns_label(text);
    case Form::container_path: return container_path(text);
    case Form::label_name: return prefixed(text, is_lower_or_digit);
    case Form::label: return text.empty() || label(text);
    case Form::annotation_name: return prefixed(text, is_letter_or_digit);
    case Form::version_name: return label(text);
    case Form::host: return host(text);
  }
  return false;
}

bool fits(Form form, std::string_view text) {
  switch (form) {
    case Form::cpu: return parse_cpu(text).has_value();
    case Form::memory: return parse_memory(text).has_value();
    case Form::size: return parse_size(text).has_value();
    case Form::duration: return parse_duration(text).has_value();
    default: return true;
  }
}

bool accepts(const Type& type, std::string_view text) {
  return type.any || type.has_word(text) ||
         std::ranges::any_of(type.forms, [&](Form form) { return matches(form, text) && fits(form, text); });
}

bool has_reference(std::string_view text) {
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    if (at == 0 || text[at - 1] != '$') return true;
  }
  return false;
}

}  // namespace portolan::language
