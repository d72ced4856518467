#include <algorithm>
#include <charconv>

#include "value/scalar_style.h"
#include "value/value.h"

namespace portolan::value {

namespace {

// A key that is longer cannot be followed by its colon on the same line: readers look back 1024 characters at most.
constexpr std::size_t longest_simple_key = 1000;

// Collects the short pieces of a document, half a dozen a line, before they go to the string.
class Pieces {
 public:
  explicit Pieces(std::string& out) : out_(out) {}
  ~Pieces() { flush(); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  void operator+=(std::string_view piece) {
    if (piece.size() > sizeof block_ - used_) {
      flush();
      if (piece.size() > sizeof block_) {
        out_ += piece;
        return;
      }
    }
    used_ += piece.copy(block_ + used_, piece.size());
  }
  void operator+=(char character) { *this += std::string_view(&character, 1); }
  // The string, up to date.
  std::string& string() {
    flush();
    return out_;
  }

 private:
  void flush() {
    out_.append(block_, used_);
    used_ = 0;
  }

  std::string& out_;
  std::size_t used_ = 0;
  char block_[4096];
};

class YamlWriter {
 public:
  explicit YamlWriter(std::string& out) : out_(out) {}

  void document(const Value& value) {
    switch (value.type) {
      case Type::map:
        if (value.count != 0) return members(value, 0);
        break;
      case Type::list:
        if (value.count != 0) return items(value, 0);
        break;
      case Type::text:
        if (scalar_style(value.text()) == ScalarStyle::plain)
          out_ += value.text();
        else
          append_quoted(out_.string(), value.text());
        out_ += '\n';
        return;
      default: break;
    }
    scalar(value, 0);
    out_ += '\n';
  }

 private:
  Pieces out_;

  void indent(std::size_t columns) {
    constexpr std::string_view spaces = "                                                                ";
    for (; columns > spaces.size(); columns -= spaces.size()) out_ += spaces;
    out_ += spaces.substr(0, columns);
  }

  // The members of a map, the first at the place where the writer stands, each ended by a line end.
  void members(const Value& map, std::size_t column) {
    bool first = true;
    for (const Member& member : map.map()) {
      if (!first) indent(column);
      first = false;
      key(member.key, column);
      after_key(*member.value, column);
    }
  }

  void key(std::string_view key, std::size_t column) {
    const bool simple = key.size() <= longest_simple_key;
    if (!simple) out_ += "? ";
    if (scalar_style(key) == ScalarStyle::plain)
      out_ += key;
    else
      append_quoted(out_.string(), key);
    if (!simple) {
      out_ += '\n';
      indent(column);
    }
    out_ += ':';
  }

  void after_key(const Value& value, std::size_t column) {
    if (value.type == Type::map && value.count != 0) {
      out_ += '\n';
      indent(column + 2);
      members(value, column + 2);
    } else if (value.type == Type::list && value.count != 0) {
      out_ += '\n';
      indent(column);
      items(value, column);
    } else {
      if (value.type != Type::raw || !value.text().starts_with('\n')) out_ += ' ';
      scalar(value, column + 2);
      out_ += '\n';
    }
  }

  void items(const Value& list, std::size_t column) {
    bool first = true;
    for (const Value* item : list.list()) {
      if (!first) indent(column);
      first = false;
      out_ += '-';
      if (item->type != Type::raw || !item->text().starts_with('\n')) out_ += ' ';
      if (item->type == Type::map && item->count != 0) {
        members(*item, column + 2);
      } else if (item->type == Type::list && item->count != 0) {
        items(*item, column + 2);
      } else {
        scalar(*item, column + 2);
        out_ += '\n';
      }
    }
  }

  // Whatever stands on the line of its key; the lines of a block are indented to `column`. The last line is not ended.
  void scalar(const Value& value, std::size_t column) {
    switch (value.type) {
      case Type::null: out_ += "null"; return;
      case Type::boolean: out_ += value.flag ? "true" : "false"; return;
      case Type::integer: {
        char digits[24];
        const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value.number);
        out_ += std::string_view(digits, end.ptr);
        return;
      }
      case Type::list: out_ += "[]"; return;
      case Type::map: out_ += "{}"; return;
      case Type::raw: out_ += value.text(); return;
      case Type::text: break;
    }
    switch (scalar_style(value.text())) {
      case ScalarStyle::plain: out_ += value.text(); return;
      case ScalarStyle::quoted: append_quoted(out_.string(), value.text()); return;
      case ScalarStyle::literal: literal(value.text(), column); return;
    }
  }

  void literal(std::string_view text, std::size_t column) {
    out_ += '|';
    // Without it a reader would take the first line's own spaces for indentation.
    if (text.front() == ' ' || text.front() == '\n' || text.front() == '\t') out_ += '2';
    if (!text.ends_with('\n'))
      out_ += '-';
    else if (text.ends_with("\n\n"))
      out_ += '+';
    else
      text.remove_suffix(1);
    if (text.ends_with('\n')) text.remove_suffix(1);
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      out_ += '\n';
      if (end != begin) {
        indent(column);
        out_ += text.substr(begin, end - begin);
      }
      begin = end + 1;
    }
  }
};

}  // namespace

void emit_yaml(const Value& value, std::string& out, const YamlStyle& style) {
  if (style.document_start) out += "---\n";
  for (std::string_view rest = style.comment; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out += end == 0 ? "#" : "# ";
    out += rest.substr(0, end);
    out += '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  YamlWriter(out).document(value);
}

}  // namespace portolan::value
