#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "yaml/tree_builder.h"

// One event of a TreeBuilder by itself: where its text stands behind anchor and tag, what its tag says, whether it is null.

namespace portolan::yaml {

namespace {

constexpr std::string_view core_tag = "tag:yaml.org,2002:";
constexpr std::string_view core_tags[] = {"str", "int", "float", "bool", "null", "map", "seq"};

bool blank(char character) { return character == ' ' || character == '\t' || character == '\n' || character == '\r'; }

// Where a node begins behind its anchor and its tag.
std::uint32_t skip_properties(std::string_view content, std::uint32_t at, std::uint32_t end) {
  while (at < end && (content[at] == '&' || content[at] == '!')) {
    while (at < end && !blank(content[at])) ++at;
    while (at < end && (blank(content[at]) || content[at] == '#')) {
      if (content[at] == '#')
        at = static_cast<std::uint32_t>(std::min<std::size_t>(content.find('\n', at), end));
      else
        ++at;
    }
  }
  return at;
}

}  // namespace

bool TreeBuilder::is_null(const Event& event) const {
  if (event.style != Style::plain) return false;
  if (!event.tag.empty()) return event.tag.ends_with(":null");
  const std::string_view text = event.text;
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

void TreeBuilder::check_tag(const Event& event) {
  if (event.tag.empty() || event.tag == "!") return;
  if (event.tag.starts_with(core_tag) && std::ranges::find(core_tags, event.tag.substr(core_tag.size())) != std::end(core_tags)) return;
  const auto begin = static_cast<std::uint32_t>(std::min(content_.find('!', event.begin), content_.size()));
  std::uint32_t end = begin;
  while (end < content_.size() && !blank(content_[end])) ++end;
  report({.code = "P0115",
          .span = {file_, begin, end},
          .message = fmt::format("the tag `{}` means nothing here", content_.substr(begin, end - begin)),
          .hint = "remove it; a text that begins with `!` must be quoted"});
}

// Behind anchor and tag, without the line ends behind a block of text; a block collection ends where it begins until its
// children are known.
text::Span TreeBuilder::span_of(const Event& event) const {
  text::Span span{file_, event.begin, event.end};
  const bool start = event.kind == EventKind::map_start || event.kind == EventKind::sequence_start;
  if (event.kind == EventKind::alias) return span;
  if (!event.anchor.empty() || !event.tag.empty())
    span.begin = skip_properties(content_, event.begin, start ? static_cast<std::uint32_t>(content_.size()) : event.end);
  if (start) span.end = std::max(span.begin + (event.style == Style::flow ? 1 : 0), event.style == Style::flow ? event.end : span.begin);
  if (event.style == Style::literal || event.style == Style::folded)
    while (span.end > span.begin + 1 && blank(content_[span.end - 1])) --span.end;
  return span;
}

std::string_view TreeBuilder::characters(const Event& event, text::Span span) {
  const std::string_view written = content_.substr(span.begin, span.end - span.begin);
  if (event.style == Style::plain && written == event.text) return written;
  if (event.style == Style::plain && replaced_ != nullptr) {
    const auto touched = [&](text::Span part) { return part.begin < span.end && span.begin < part.end; };
    if (std::ranges::any_of(*replaced_, touched)) return written;
  }
  return arena_.copy(event.text);
}

}  // namespace portolan::yaml
