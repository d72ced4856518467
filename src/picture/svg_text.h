#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

// Writing SVG: elements, attributes, and text that is always well-formed XML.

namespace portolan::picture {

// Characters that XML cannot hold, and bytes that are not UTF-8, become U+FFFD.
std::string xml_escaped(std::string_view text);

class SvgWriter {
 public:
  struct Attribute {
    Attribute(std::string_view attribute, std::string_view text) : name(attribute), value(text) {}
    Attribute(std::string_view attribute, std::int32_t number) : name(attribute), value(std::to_string(number)) {}
    std::string_view name;
    std::string value;
  };
  using Attributes = std::initializer_list<Attribute>;

  void open(std::string_view element, Attributes attributes);
  void close(std::string_view element);
  void empty(std::string_view element, Attributes attributes);
  void text(std::string_view element, Attributes attributes, std::string_view content);
  void raw(std::string_view content) { out_ += content; }
  std::string take() { return std::move(out_); }

 private:
  void start(std::string_view element, Attributes attributes);
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace portolan::picture
