#include "chart/text_template.h"

namespace portolan::chart {

Target Target::parse(std::string_view written) {
  Target target;
  target.raw = written;
  if (const auto slash = written.find('/'); slash != std::string_view::npos) {
    target.part = written.substr(slash + 1);
    written = written.substr(0, slash);
  }
  if (const auto colon = written.find(':'); colon != std::string_view::npos) {
    target.port = written.substr(colon + 1);
    written = written.substr(0, colon);
  }
  if (const auto dot = written.find('.'); dot != std::string_view::npos) {
    target.name_space = written.substr(dot + 1);
    written = written.substr(0, dot);
  }
  target.name = written;
  return target;
}

std::optional<std::string> Template::literal() const {
  if (is_question()) return std::nullopt;
  std::string result;
  for (const Segment& segment : segments) {
    if (segment.reference) return std::nullopt;
    result += segment.literal;
  }
  return result;
}

}  // namespace portolan::chart
