#include <charconv>

#include "value/scalar_style.h"
#include "value/value.h"

namespace portolan::value {

namespace {

class JsonWriter {
 public:
  JsonWriter(std::string& out, JsonStyle style) : out_(out), pretty_(style == JsonStyle::pretty) {}

  void write(const Value& value) {
    switch (value.type) {
      case Type::null: out_ += "null"; return;
      case Type::boolean: out_ += value.flag ? "true" : "false"; return;
      case Type::integer: {
        char digits[24];
        const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, value.number);
        out_.append(digits, static_cast<std::size_t>(end.ptr - digits));
        return;
      }
      case Type::text: append_quoted(out_, value.text()); return;
      case Type::raw: out_ += value.text(); return;
      case Type::list: return list(value);
      case Type::map: return map(value);
    }
  }

 private:
  std::string& out_;
  bool pretty_;
  std::size_t column_ = 0;

  void list(const Value& value) {
    if (value.count == 0) {
      out_ += "[]";
      return;
    }
    open('[');
    bool first = true;
    for (const Value* item : value.list()) {
      separate(first);
      write(*item);
    }
    close(']');
  }

  void map(const Value& value) {
    if (value.count == 0) {
      out_ += "{}";
      return;
    }
    open('{');
    bool first = true;
    for (const Member& member : value.map()) {
      separate(first);
      append_quoted(out_, member.key);
      out_ += pretty_ ? ": " : ":";
      write(*member.value);
    }
    close('}');
  }

  void open(char bracket) {
    out_ += bracket;
    column_ += 2;
  }

  void separate(bool& first) {
    if (!first) out_ += ',';
    first = false;
    line_end();
  }

  void close(char bracket) {
    column_ -= 2;
    line_end();
    out_ += bracket;
  }

  void line_end() {
    if (!pretty_) return;
    out_ += '\n';
    out_.append(column_, ' ');
  }
};

}  // namespace

void emit_json(const Value& value, std::string& out, JsonStyle style) {
  JsonWriter(out, style).write(value);
  if (style == JsonStyle::pretty) out += '\n';
}

}  // namespace portolan::value
