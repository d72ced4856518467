#include "text/source.h"

#include <algorithm>

#include "text/utf8.h"

namespace portolan::text {

SourceFile::SourceFile(std::string name, std::string content) : name_(std::move(name)), content_(std::move(content)) {}

void SourceFile::index_lines() const {
  if (!line_begins_.empty()) return;
  line_begins_.push_back(0);
  for (std::size_t at = content_.find('\n'); at != std::string::npos; at = content_.find('\n', at + 1))
    line_begins_.push_back(static_cast<std::uint32_t>(at + 1));
}

Position SourceFile::position(std::uint32_t offset) const {
  index_lines();
  offset = std::min(offset, static_cast<std::uint32_t>(content_.size()));
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - line_begins_.begin());
  const std::uint32_t begin = *(after - 1);
  const std::string_view before = std::string_view(content_).substr(begin, offset - begin);
  return {line, static_cast<std::uint32_t>(count_code_points(before)) + 1};
}

std::uint32_t SourceFile::line_begin(std::uint32_t number) const {
  index_lines();
  if (number == 0 || number > line_begins_.size()) return static_cast<std::uint32_t>(content_.size());
  return line_begins_[number - 1];
}

std::string_view SourceFile::line(std::uint32_t number) const {
  index_lines();
  if (number == 0 || number > line_begins_.size()) return {};
  const std::size_t begin = line_begins_[number - 1];
  const std::size_t end = number < line_begins_.size() ? line_begins_[number] - 1 : content_.size();
  std::string_view line = std::string_view(content_).substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::uint32_t Sources::add(std::string name, std::string content) {
  files_.emplace_back(std::move(name), std::move(content));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view Sources::text(Span span) const {
  if (span.file >= files_.size()) return {};
  const std::string_view content = files_[span.file].content();
  const std::size_t begin = std::min<std::size_t>(span.begin, content.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, content.size());
  return content.substr(begin, end - begin);
}

std::string Sources::where(Span span) const {
  if (span.file >= files_.size()) return "(built in)";
  const SourceFile& file = files_[span.file];
  const Position position = file.position(span.begin);
  return file.name() + ':' + std::to_string(position.line) + ':' + std::to_string(position.column);
}

std::string Sources::line_of(Span span) const {
  if (span.file >= files_.size()) return "(built in)";
  const SourceFile& file = files_[span.file];
  return file.name() + ':' + std::to_string(file.position(span.begin).line);
}

}  // namespace portolan::text
