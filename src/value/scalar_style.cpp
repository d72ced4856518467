#include "value/scalar_style.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/utf8.h"

// Two questions decide how a text is written. Would a scanner cut it differently: indicators at its beginning, ": " and " #" inside,
// spaces at its ends, characters that must be escaped? Would a resolver give it another type: the words and number forms of
// YAML 1.1 (as libyaml's and Go's readers know them) and of the 1.2 core schema? Only a text that survives both stands plain.

namespace portolan::value {

namespace {

enum Class : std::uint8_t {
  ordinary = 0,
  indicator = 1,  // cannot begin a plain text
  colon = 2,      // ends a plain text where a space or the end follows
  hash = 4,       // begins a comment after a space; cannot begin a plain text
  space = 8,
  newline = 16,
  unprintable = 32,  // needs an escape
  high = 64,         // beyond ASCII: looked at more closely
  tab = 128,
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t byte = 0; byte < 32; ++byte) classes[byte] = unprintable;
  for (std::size_t byte = 128; byte < 256; ++byte) classes[byte] = high;
  classes[127] = unprintable;
  for (const unsigned char byte : {',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '?', '-', '=', '<', '~'})
    classes[byte] = indicator;
  classes[':'] = colon;
  classes['#'] = hash;
  classes[' '] = space;
  classes['\n'] = newline;
  classes['\t'] = tab;
  return classes;
}

constexpr std::array<std::uint8_t, 256> classes = make_classes();

std::uint8_t class_of(char character) { return classes[static_cast<unsigned char>(character)]; }

// NEL, the C1 controls, LINE and PARAGRAPH SEPARATOR, the byte order mark and U+FFFE, U+FFFF, at a byte beyond ASCII.
bool needs_escape(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) { return at + index < text.size() ? static_cast<unsigned char>(text[at + index]) : 0u; };
  switch (byte(0)) {
    case 0xC2: return byte(1) < 0xA0;
    case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9);
    case 0xEF: return (byte(1) == 0xBB && byte(2) == 0xBF) || (byte(1) == 0xBF && byte(2) >= 0xBE);
    default: return false;
  }
}

bool digit(char character) { return character >= '0' && character <= '9'; }

std::size_t skip(std::string_view text, std::size_t at, std::string_view set) {
  while (at < text.size() && set.find(text[at]) != std::string_view::npos) ++at;
  return at;
}

constexpr std::string_view digits = "0123456789_";

// 190:20:30 and 20:30.5: at `at` stands the first colon.
bool is_sexagesimal(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ':') {
    const std::size_t begin = ++at;
    while (at < text.size() && digit(text[at])) ++at;
    const std::size_t length = at - begin;
    if (length == 0 || length > 2 || (length == 2 && text[begin] > '5')) return false;
  }
  return at == text.size() || (text[at] == '.' && skip(text, at + 1, digits) == text.size());
}

// An exponent or nothing, to the end.
bool ends_number(std::string_view text, std::size_t at) {
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  return at < text.size() && skip(text, at, digits) == text.size();
}

bool is_number(std::string_view text) {
  std::size_t at = text.front() == '+' || text.front() == '-' ? 1 : 0;
  if (at == text.size()) return false;
  const std::string_view unsigned_part = text.substr(at);
  if (unsigned_part == ".inf" || unsigned_part == ".Inf" || unsigned_part == ".INF") return true;
  if (text[at] == '0' && at + 1 < text.size()) {
    const char radix = text[at + 1];
    const bool digits_follow = at + 2 < text.size();
    if (digits_follow && (radix == 'x' || radix == 'X')) return skip(text, at + 2, "0123456789abcdefABCDEF_") == text.size();
    if (digits_follow && (radix == 'o' || radix == 'O')) return skip(text, at + 2, digits) == text.size();
    if (digits_follow && (radix == 'b' || radix == 'B')) return skip(text, at + 2, "01_") == text.size();
  }
  if (text[at] == '.') return at + 1 < text.size() && digit(text[at + 1]) && ends_number(text, skip(text, at + 1, digits));
  if (!digit(text[at])) return false;
  at = skip(text, at, digits);
  if (at < text.size() && text[at] == ':') return is_sexagesimal(text, at);
  if (at < text.size() && text[at] == '.') at = skip(text, at + 1, digits);
  return ends_number(text, at);
}

// 2001-12-14, with or without a time behind it.
bool is_date(std::string_view text) {
  if (text.size() < 8 || text[4] != '-') return false;
  if (!std::ranges::all_of(text.substr(0, 4), digit)) return false;
  std::size_t at = skip(text, 5, "0123456789");
  if (at == 5 || at > 7 || at >= text.size() || text[at] != '-') return false;
  const std::size_t day = at + 1;
  at = skip(text, day, "0123456789");
  if (at == day || at > day + 2) return false;
  return at == text.size() || text[at] == 'T' || text[at] == 't' || text[at] == ' ';
}

// Whether a block scalar carries the text: no character that needs an escape, and something to see, since libyaml's and
// other readers disagree about blocks of nothing but line ends and spaces.
bool fits_literal(std::string_view text) {
  bool visible = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::uint8_t kind = class_of(text[at]);
    if ((kind & unprintable) != 0 || ((kind & high) != 0 && needs_escape(text, at))) return false;
    visible |= (kind & (space | newline | tab)) == 0;
  }
  return visible;
}

// A word of at most seven characters, and its length, as one number: looking it up is comparing numbers.
constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t result = word.size();
  for (const char character : word) result = result << 8 | static_cast<unsigned char>(character);
  return result;
}

constexpr std::size_t longest_word = 5;
constexpr std::uint64_t words[] = {
    // sorted: shorter ones first
    packed("="),    packed("N"),    packed("Y"),    packed("n"),    packed("y"),     packed("~"),     packed("<<"),    packed("NO"),
    packed("No"),   packed("ON"),   packed("On"),   packed("no"),   packed("on"),    packed("OFF"),   packed("Off"),   packed("YES"),
    packed("Yes"),  packed("off"),  packed("yes"),  packed(".NAN"), packed(".NaN"),  packed(".nan"),  packed("NULL"),  packed("Null"),
    packed("TRUE"), packed("True"), packed("null"), packed("true"), packed("FALSE"), packed("False"), packed("false"),
};
static_assert(std::ranges::is_sorted(words));

// All classes of the characters of a text, without a branch between them: most texts have nothing but ordinary characters.
std::uint8_t classes_in(std::string_view text) {
  std::uint8_t found = 0;
  for (const char character : text) found |= class_of(character);
  return found;
}

// What must be looked at with its neighbours, for a text whose characters are not all plain ones.
ScalarStyle style_by_characters(std::string_view text) {
  bool must_quote = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::uint8_t kind = class_of(text[at]);
    if (kind == ordinary) continue;
    if (kind == newline) return fits_literal(text) ? ScalarStyle::literal : ScalarStyle::quoted;
    must_quote |= (kind & (unprintable | tab)) != 0;
    must_quote |= kind == colon && (at + 1 == text.size() || text[at + 1] == ' ');
    must_quote |= kind == hash && (at == 0 || text[at - 1] == ' ');
    must_quote |= kind == high && needs_escape(text, at);
  }
  return must_quote ? ScalarStyle::quoted : ScalarStyle::plain;
}

}  // namespace

bool resolves_to_something_else(std::string_view word) {
  if (word.empty()) return true;
  const char first = word.front();
  if (digit(first) || first == '+' || first == '-' || first == '.') {
    if (is_number(word) || is_date(word)) return true;
  }
  return word.size() <= longest_word && std::ranges::binary_search(words, packed(word));
}

ScalarStyle scalar_style(std::string_view text) {
  if (text.empty()) return ScalarStyle::quoted;
  if ((classes_in(text) & ~indicator) != 0) {
    if (const ScalarStyle style = style_by_characters(text); style != ScalarStyle::plain) return style;
  }
  const char first = text.front();
  if (first == ' ' || text.back() == ' ') return ScalarStyle::quoted;
  const std::uint8_t kind = class_of(first);
  if (kind != ordinary && kind != high) {
    // '-', '?' and ':' may begin a plain text when something visible follows; '=', '<' and '~' where they are not the whole of a word.
    const bool lone = text.size() == 1 || text[1] == ' ';
    const bool follows = (first == '-' || first == '?' || first == ':') && !lone;
    if (!follows && first != '=' && first != '<' && first != '~') return ScalarStyle::quoted;
    if (text.starts_with("---")) return ScalarStyle::quoted;
  }
  if (text.starts_with("...")) return ScalarStyle::quoted;
  return resolves_to_something_else(text) ? ScalarStyle::quoted : ScalarStyle::plain;
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  out += '"';
  std::size_t written = 0;
  const auto flush = [&](std::size_t until, std::size_t next) {
    out.append(text.data() + written, until - written);
    written = next;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char character = text[at];
    const std::uint8_t kind = class_of(character);
    if ((kind & (unprintable | newline | tab)) != 0) {
      flush(at, at + 1);
      if (character == '\n')
        out += "\\n";
      else if (character == '\t')
        out += "\\t";
      else if (character == '\r')
        out += "\\r";
      else if (character == '\b')
        out += "\\b";
      else if (character == '\f')
        out += "\\f";
      else {
        const auto byte = static_cast<unsigned char>(character);
        out += "\\u00";
        out += hexadecimal[byte >> 4];
        out += hexadecimal[byte & 15];
      }
    } else if (character == '"' || character == '\\') {
      flush(at, at + 1);
      out += '\\';
      out += character;
    } else if ((kind & high) != 0 && needs_escape(text, at)) {
      const bool two = static_cast<unsigned char>(character) == 0xC2;
      const std::size_t length = two ? 2 : 3;
      unsigned code_point = static_cast<unsigned char>(character) & (two ? 0x1Fu : 0x0Fu);
      for (std::size_t index = 1; index < length; ++index)
        code_point = (code_point << 6) | (static_cast<unsigned char>(text[at + index]) & 0x3Fu);
      flush(at, at + length);
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += hexadecimal[(code_point >> shift) & 15];
      at += length - 1;
    } else if (static_cast<unsigned char>(character) >= 0x80) {
      // Names of files are bytes; an answer is UTF-8.
      const std::size_t length = text::decode(text, at).length;
      if (length == 0) {
        flush(at, at + 1);
        out += "\ufffd";
      } else {
        at += length - 1;
      }
    }
  }
  flush(text.size(), text.size());
  out += '"';
}

}  // namespace portolan::value
