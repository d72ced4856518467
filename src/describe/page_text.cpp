#include <algorithm>

#include "describe/page.h"
#include "text/utf8.h"

// A page for a terminal: columns aligned, cells broken at spaces where the terminal is narrower than the table.

namespace portolan::describe {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t indentation = 2;
constexpr std::size_t narrowest = 10;

std::size_t width_of(std::string_view text) { return text::display_width(text); }

// Breaks at spaces; a word that is longer than the column stays whole and reaches over it.
std::vector<std::string_view> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  while (width != 0 && width_of(text.substr(begin)) > width) {
    std::size_t end = std::string_view::npos;
    for (std::size_t space = text.find(' ', begin); space != std::string_view::npos; space = text.find(' ', space + 1)) {
      if (end != std::string_view::npos && width_of(text.substr(begin, space - begin)) > width) break;
      end = space;
    }
    if (end == std::string_view::npos) break;
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  lines.push_back(text.substr(begin));
  return lines;
}

class Writer {
 public:
  Writer(const TextStyle& style) : style_(style) {}

  void title(std::string_view text) { out_ += bold(text) + "\n"; }
  void heading(std::string_view text) { out_ += "\n" + bold(text) + "\n"; }

  void paragraph(std::string_view text) {
    for (const std::string_view line : wrapped(text, room())) {
      indent();
      out_ += line;
      out_ += '\n';
    }
  }

  void point(std::string_view text) {
    bool first = true;
    for (const std::string_view line : wrapped(text, style_.width == 0 ? 0 : room() - 2)) {
      indent();
      out_ += first ? "- " : "  ";
      out_ += line;
      out_ += '\n';
      first = false;
    }
  }

  void table(const Table& table) {
    const std::vector<std::size_t> widths = widths_of(table);
    row(table.columns, widths, true);
    for (const auto& cells : table.rows) row(cells, widths, false);
  }

  std::string take() { return std::move(out_); }

 private:
  [[nodiscard]] std::string bold(std::string_view text) const {
    return style_.color ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
  }
  [[nodiscard]] std::size_t room() const { return style_.width == 0 ? 0 : std::max<std::size_t>(style_.width, 40) - indentation; }
  void indent() { out_.append(indentation, ' '); }

  [[nodiscard]] std::vector<std::size_t> widths_of(const Table& table) const {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column != table.columns.size(); ++column) {
      std::size_t width = width_of(table.columns[column]);
      for (const auto& cells : table.rows) width = std::max(width, width_of(cells[column]));
      widths.push_back(width);
    }
    std::size_t total = gap * (widths.size() - 1);
    for (const std::size_t width : widths) total += width;
    // The widest column gives way first, down to the next one, and so on.
    while (room() != 0 && total > room()) {
      auto widest = std::ranges::max_element(widths);
      if (*widest <= narrowest) break;
      --*widest;
      --total;
    }
    return widths;
  }

  void row(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths, bool head) {
    std::vector<std::vector<std::string_view>> broken;
    std::size_t height = 1;
    for (std::size_t column = 0; column != cells.size(); ++column) {
      broken.push_back(wrapped(cells[column], widths[column]));
      height = std::max(height, broken.back().size());
    }
    for (std::size_t line = 0; line != height; ++line) {
      std::string text;
      std::size_t missing = indentation;
      for (std::size_t column = 0; column != cells.size(); ++column) {
        const std::string_view part = line < broken[column].size() ? broken[column][line] : std::string_view();
        if (!part.empty()) {
          text.append(missing, ' ');
          text += part;
          missing = 0;
        }
        const std::size_t width = width_of(part);
        missing += (width < widths[column] ? widths[column] - width : 0) + gap;
      }
      out_ += head && style_.color ? "\x1b[2m" + text + "\x1b[0m" : text;
      out_ += '\n';
    }
  }

  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string to_text(const Page& page, const TextStyle& style) {
  Writer writer(style);
  writer.title(page.title);
  if (!page.lead.empty()) writer.paragraph(page.lead);
  for (const Section& section : page.sections) {
    writer.heading(section.heading);
    if (!section.answer.empty()) writer.paragraph(section.answer);
    if (!section.table.rows.empty()) writer.table(section.table);
    for (const std::string& point : section.points) writer.point(point);
  }
  return writer.take();
}

}  // namespace portolan::describe
