#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "chart/normalise.h"
#include "diagnostics/codes.h"
#include "yaml/parse.h"

namespace portolan::chart {
namespace {

// The YAML blocks of a page: what is wrong first, what is right second.
std::vector<std::string> charts_of(std::string_view page) {
  static constexpr std::string_view begin = "```yaml\n";
  std::vector<std::string> charts;
  for (std::size_t at = page.find(begin); at != std::string_view::npos; at = page.find(begin, at)) {
    at += begin.size();
    charts.emplace_back(page.substr(at, page.find("```", at) - at));
  }
  return charts;
}

std::vector<std::string> codes_of(std::string chart, bool root_file) {
  text::Sources sources;
  yaml::Arena arena;
  diagnostics::Sink sink;
  const yaml::Node* tree = yaml::parse(sources, sources.add("portolan.yaml", std::move(chart)), arena, sink);
  REQUIRE(tree != nullptr);
  const yaml::Node* result = normalise(*tree, "Chart", {arena, sources, sink, root_file});
  if (root_file) check_required(*result, "Chart", result->span, sink);
  std::vector<std::string> codes;
  for (const diagnostics::Diagnostic& one : sink.all()) codes.emplace_back(one.code);
  return codes;
}

TEST_CASE("the page of each code of the language shows a chart that gets it and one that gets nothing") {
  std::size_t count = 0;
  for (const diagnostics::CodeRow& row : diagnostics::all_codes()) {
    if (!row.code.starts_with("P02")) continue;
    ++count;
    CAPTURE(row.code);
    const std::vector<std::string> charts = charts_of(row.page);
    REQUIRE(charts.size() == 2);
    const bool root_file = row.code != "P0203";
    const std::vector<std::string> codes = codes_of(charts[0], root_file);
    CHECK(std::ranges::find(codes, row.code) != codes.end());
    CHECK(codes_of(charts[1], root_file) == std::vector<std::string>());
  }
  CHECK(count == 34);
}

}  // namespace
}  // namespace portolan::chart
