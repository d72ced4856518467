#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "chart/normalise.h"
#include "diagnostics/apply_fixes.h"
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

struct Outcome {
  std::vector<std::string> codes;
  std::vector<std::string> fixable;  // those with a fix
  std::string fixed;                 // the chart after all fixes
};

Outcome normalised(const std::string& chart) {
  text::Sources sources;
  yaml::Arena arena;
  diagnostics::Sink sink;
  const std::uint32_t file = sources.add("portolan.yaml", chart);
  const yaml::Node* tree = yaml::parse(sources, file, arena, sink);
  REQUIRE(tree != nullptr);
  const yaml::Node* result = normalise(*tree, "Chart", {arena, sources, sink, true});
  check_required(*result, "Chart", result->span, sink);
  Outcome outcome;
  for (const diagnostics::Diagnostic& one : sink.all()) {
    outcome.codes.emplace_back(one.code);
    if (one.fix) outcome.fixable.emplace_back(one.code);
  }
  const auto fixed = diagnostics::apply_fixes(sink.all(), sources);
  outcome.fixed = fixed.texts.contains(file) ? fixed.texts.at(file) : chart;
  return outcome;
}

TEST_CASE("the page of each code of the language shows a chart that gets it and one that gets nothing, and its fixes mend it") {
  std::size_t count = 0;
  for (const diagnostics::CodeRow& row : diagnostics::all_codes()) {
    if (!row.code.starts_with("P02") || row.code == "P0203" || row.code == "P0215") continue;
    ++count;
    CAPTURE(row.code);
    const std::vector<std::string> charts = charts_of(row.page);
    REQUIRE(charts.size() == 2);
    const Outcome wrong = normalised(charts[0]);
    CHECK(std::ranges::count(wrong.codes, row.code) > 0);
    CHECK(normalised(charts[1]).codes.size() == 0);
    const Outcome after = normalised(wrong.fixed);
    for (const std::string& code : wrong.fixable) {
      CAPTURE(wrong.fixed);
      CHECK(std::ranges::count(after.codes, code) < std::ranges::count(wrong.codes, code));
    }
  }
  CHECK(count == 33);  // and P0203, about an included file, and P0215, which takes a thousand mistakes
}

}  // namespace
}  // namespace portolan::chart
