#include "picture/svg_text.h"

#include "text/utf8.h"

namespace portolan::picture {

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = text::decode(text, at);
    const std::size_t length = decoded.length == 0 ? 1 : decoded.length;
    const bool allowed = decoded.length != 0 &&
                         (decoded.code_point >= 0x20 || decoded.code_point == U'\n' || decoded.code_point == U'\t') &&
                         decoded.code_point != 0xFFFE && decoded.code_point != 0xFFFF;
    if (!allowed)
      out += "\uFFFD";
    else if (text[at] == '&')
      out += "&amp;";
    else if (text[at] == '<')
      out += "&lt;";
    else if (text[at] == '>')
      out += "&gt;";
    else if (text[at] == '"')
      out += "&quot;";
    else
      out += text.substr(at, length);
    at += length;
  }
  return out;
}

void SvgWriter::start(std::string_view element, Attributes attributes) {
  out_.append(2 * depth_, ' ');
  out_.append("<").append(element);
  for (const auto& [name, value] : attributes) out_.append(" ").append(name).append("=\"").append(xml_escaped(value)).append("\"");
}

void SvgWriter::open(std::string_view element, Attributes attributes) {
  start(element, attributes);
  out_ += ">\n";
  ++depth_;
}

void SvgWriter::close(std::string_view element) {
  --depth_;
  out_.append(2 * depth_, ' ');
  out_.append("</").append(element).append(">\n");
}

void SvgWriter::empty(std::string_view element, Attributes attributes) {
  start(element, attributes);
  out_ += "/>\n";
}

void SvgWriter::text(std::string_view element, Attributes attributes, std::string_view content) {
  start(element, attributes);
  out_.append(">").append(xml_escaped(content)).append("</").append(element).append(">\n");
}

}  // namespace portolan::picture
