#include "describe/page.h"

namespace portolan::describe {

namespace {

// What Markdown would read as more than a character.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '|' || c == '*' || c == '_' || c == '`' || c == '<' || c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

void add_row(std::string& out, const std::vector<std::string>& cells) {
  out += '|';
  for (const std::string& cell : cells) {
    out += ' ';
    out += escaped(cell);
    out += cell.empty() ? "|" : " |";
  }
  out += '\n';
}

}  // namespace

std::string to_markdown(const Page& page) {
  std::string out = "# " + escaped(page.title) + "\n";
  if (!page.lead.empty()) out += "\n" + escaped(page.lead) + "\n";
  for (const Section& section : page.sections) {
    out += "\n## " + escaped(section.heading) + "\n";
    if (!section.answer.empty()) out += "\n" + escaped(section.answer) + "\n";
    if (!section.table.rows.empty()) {
      out += '\n';
      add_row(out, section.table.columns);
      out += '|';
      for (std::size_t column = 0; column != section.table.columns.size(); ++column) out += "---|";
      out += '\n';
      for (const auto& row : section.table.rows) add_row(out, row);
    }
    if (!section.points.empty()) out += '\n';
    for (const std::string& point : section.points) out += "- " + escaped(point) + "\n";
  }
  return out;
}

}  // namespace portolan::describe
