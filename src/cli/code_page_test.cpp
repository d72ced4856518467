#include "cli/code_page.h"

#include <doctest/doctest.h>

#include "diagnostics/codes.h"

namespace portolan::cli {
namespace {

constexpr std::string_view page =
    "# P0301: A file includes itself\n\nFiles are read one inside the other, so a circle has no beginning.\n\n<!-- also: P0302 -->\n\n"
    "```yaml\napp: shop\n\ninclude: [part.yaml]\n```\n\n```yaml part.yaml\ninclude: [portolan.yaml]\n```\n";

TEST_CASE("a code's page is printed without the marks of Markdown") {
  CHECK(to_text(page, {}) ==
        "P0301: A file includes itself\n\nFiles are read one inside the other, so a circle has no beginning.\n\n"
        "    app: shop\n\n    include: [part.yaml]\n\n  part.yaml:\n\n    include: [portolan.yaml]\n");
}

TEST_CASE("a file's name is said once") {
  CHECK(to_text("Beside it stands `part.yaml`:\n\n```yaml part.yaml\napp: shop\n```\n", {}) ==
        "Beside it stands `part.yaml`:\n\n    app: shop\n");
}

TEST_CASE("a code's page fits the terminal") {
  const std::string text = to_text(page, {.color = true, .width = 40});
  CHECK(text.starts_with(
      "\x1b[1mP0301: A file includes itself\x1b[0m\n\nFiles are read one inside the other, so\na circle has no beginning.\n\n"));
}

TEST_CASE("every code's page reads well in a terminal") {
  for (const diagnostics::CodeRow& row : diagnostics::all_codes()) {
    CAPTURE(row.code);
    const std::string text = to_text(row.page, {.color = false, .width = 80});
    CHECK(text.starts_with(row.code));
    CHECK(text.find("```") == std::string::npos);
    CHECK(text.find("<!--") == std::string::npos);
    CHECK(text.find("\n\n\n") == std::string::npos);
  }
}

}  // namespace
}  // namespace portolan::cli
