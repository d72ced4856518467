#pragma once

#include <string>
#include <vector>

namespace portolan::describe {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as columns
};

// Printed in the order of the members; what is empty is left out.
struct Section {
  std::string heading;
  std::string answer;  // one or two sentences
  Table table;
  std::vector<std::string> points;
};

struct Page {
  std::string title;
  std::string lead;
  std::vector<Section> sections;
};

struct TextStyle {
  bool color = false;
  unsigned width = 0;  // of the terminal; 0: lines may be of any length
};

std::string to_text(const Page& page, const TextStyle& style);
std::string to_markdown(const Page& page);

}  // namespace portolan::describe
