#include "yaml/edit.h"

#include <fmt/core.h>

#include <algorithm>

#include "yaml/lines.h"
#include "yaml/scalar_text.h"

namespace portolan::yaml {

namespace {

// The text of one node's file, and where things end in it.
class Text {
 public:
  Text(const text::Sources& sources, text::Span span) : file_(span.file) {
    if (span.known() && span.file < sources.size()) content_ = sources.file(span.file).content();
  }

  [[nodiscard]] bool known() const { return !content_.empty(); }
  [[nodiscard]] std::string_view content() const { return content_; }
  [[nodiscard]] char at(std::size_t place) const { return place < content_.size() ? content_[place] : '\n'; }
  [[nodiscard]] std::string_view slice(text::Span span) const { return content_.substr(span.begin, span.end - span.begin); }
  [[nodiscard]] diagnostics::Edit edit(std::size_t begin, std::size_t end, std::string replacement) const {
    return {{file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, std::move(replacement)};
  }
  // As the line that holds `place` ends.
  [[nodiscard]] std::string_view line_break(std::size_t place) const { return at(line_end(content_, place)) == '\r' ? "\r\n" : "\n"; }
  [[nodiscard]] std::size_t next_line(std::size_t place) const { return std::min(content_.find('\n', place), content_.size() - 1) + 1; }
  [[nodiscard]] std::size_t column(std::size_t place) const { return place - line_begin(content_, place); }

  // Where an entry's value ends; an alias stands behind its key, what it refers to elsewhere.
  [[nodiscard]] std::size_t end_of(const Entry& entry) const {
    if (entry.value->span.file == file_ && entry.value->span.begin >= entry.key_span.end)
      return std::max(entry.key_span.end, entry.value->span.end);
    std::size_t place = content_.find('*', entry.key_span.end);
    while (std::string_view(" \t\r\n,]}").find(at(place)) == std::string_view::npos) ++place;
    return place;
  }

  // The place behind a block collection that ends at `end`: its last line's end, behind the empty lines that a `|+` keeps.
  [[nodiscard]] std::size_t behind_block(std::size_t end, const Node* last) const {
    std::size_t place = line_end(content_, end);
    if (last == nullptr || (last->style != Style::literal && last->style != Style::folded) || !last->text.ends_with("\n\n")) return place;
    for (std::size_t line = next_line(place); line < content_.size() && line_end(content_, line) == line; line = next_line(line))
      place = line;
    return place;
  }

  [[nodiscard]] std::string indented(std::string_view lines, std::size_t columns, std::string_view line_break) const {
    std::string out;
    for (const char character : lines) {
      if (character == '\n')
        (out += line_break).append(columns, ' ');
      else
        out += character;
    }
    return out;
  }

 private:
  std::uint32_t file_;
  std::string_view content_{};
};

bool one_line(std::string_view value) { return value.find('\n') == std::string_view::npos; }

std::string entry_text(std::string_view key, std::string_view value, Place place) {
  return fmt::format("{}:{}{}", write_key(key, place), value.empty() || value.starts_with('\n') ? "" : " ", value);
}

// Behind `cart:`, `cart: ~` or `-`.
Edits replace_null(const Text& text, const Node& null, std::string written) {
  const bool needs_space = null.span.begin == null.span.end && null.span.begin > 0 && text.at(null.span.begin - 1) != ' ';
  return {text.edit(null.span.begin, null.span.end, (needs_space ? " " : "") + written)};
}

}  // namespace

Edits replace_scalar(const text::Sources& sources, const Node& scalar, std::string_view text) {
  const Text written(sources, scalar.span);
  if (!written.known() || scalar.is_map() || scalar.is_sequence() || scalar.style == Style::made) return {};
  if (scalar.is_null()) return replace_null(written, scalar, write_scalar(text, Style::plain, Place::flow));
  return {written.edit(scalar.span.begin, scalar.span.end, write_scalar(text, scalar.style, Place::flow))};
}

Edits rename_key(const text::Sources& sources, const Entry& entry, std::string_view key) {
  const Text text(sources, entry.key_span);
  if (!text.known()) return {};
  const char quote = text.at(entry.key_span.begin);
  const Style style = quote == '"' ? Style::double_quoted : quote == '\'' ? Style::single_quoted : Style::plain;
  return {text.edit(entry.key_span.begin, entry.key_span.end, write_scalar(key, style, Place::flow))};
}

Edits remove_entry(const text::Sources& sources, const Node& map, std::string_view key) {
  const Text text(sources, map.span);
  const Entry* entry = map.find(key);
  if (!text.known() || entry == nullptr || entry->key_span.file != map.span.file || map.style == Style::made) return {};
  const std::size_t number = static_cast<std::size_t>(entry - map.entries.data());
  const Entry* next = number + 1 < map.entries.size() ? entry + 1 : nullptr;
  const std::size_t begin = entry->key_span.begin;
  const std::size_t end = text.end_of(*entry);
  if (map.style == Style::flow) {
    if (next != nullptr) return {text.edit(begin, next->key_span.begin, "")};
    return {text.edit(number == 0 ? begin : text.end_of(map.entries[number - 1]), end, "")};
  }
  if (map.entries.size() == 1) return {text.edit(begin, end, "{}")};
  if (first_visible(text.content(), begin) == begin) return {text.edit(line_begin(text.content(), begin), text.next_line(end), "")};
  // The first of a map that begins behind "- ": the next one takes its place.
  if (next == nullptr || text.next_line(end) != line_begin(text.content(), next->key_span.begin)) return {};
  return {text.edit(begin, next->key_span.begin, "")};
}

Edits insert_entry(const text::Sources& sources, const Node& map, std::string_view key, std::string_view value) {
  const Text text(sources, map.span);
  if (!text.known() || map.style == Style::made || (!map.is_map() && !map.is_null())) return {};
  if (map.is_null()) {
    if (!one_line(value)) return {};
    return replace_null(text, map, fmt::format("{{{}}}", entry_text(key, value, Place::flow)));
  }
  if (map.style == Style::flow) {
    if (!one_line(value)) return {};
    const std::string written = entry_text(key, value, Place::flow);
    if (map.entries.empty()) return {text.edit(map.span.begin + 1, map.span.begin + 1, written)};
    const std::size_t end = text.end_of(map.entries.back());
    return {text.edit(end, end, ", " + written)};
  }
  if (map.entries.empty()) return {};
  const std::size_t columns = text.column(map.entries.front().key_span.begin);
  const std::size_t end = text.behind_block(map.span.end, map.entries.back().value);
  const std::string_view line_break = text.line_break(map.entries.front().key_span.begin);
  return {text.edit(end, end, text.indented("\n" + entry_text(key, value, Place::block), columns, line_break))};
}

Edits append_item(const text::Sources& sources, const Node& list, std::string_view item) {
  const Text text(sources, list.span);
  if (!text.known() || list.style == Style::made || !one_line(item) || (!list.is_sequence() && !list.is_null())) return {};
  if (list.is_null()) return replace_null(text, list, fmt::format("[{}]", item));
  if (list.items.empty()) return {text.edit(list.span.begin + 1, list.span.begin + 1, std::string(item))};
  const Node& last = *list.items.back();
  if (list.style == Style::block) {
    const std::size_t end = text.behind_block(list.span.end, &last);
    return {
        text.edit(end, end, text.indented(fmt::format("\n- {}", item), text.column(list.span.begin), text.line_break(list.span.begin)))};
  }
  const bool written_here = last.span.file == list.span.file && last.span.begin > list.span.begin && last.span.end < list.span.end;
  if (!written_here) return {};
  return {text.edit(last.span.end, last.span.end, fmt::format(", {}", item))};
}

}  // namespace portolan::yaml
