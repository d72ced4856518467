#include "diagnostics/apply_fixes.h"

#include <doctest/doctest.h>

namespace portolan::diagnostics {

namespace {

Diagnostic with(std::vector<Edit> edits) { return {.code = "P0001", .message = "x", .fix = Fix{.title = "y", .edits = std::move(edits)}}; }

}  // namespace

TEST_CASE("fixes are applied whole, the first of two that overlap, a repeated one once") {
  text::Sources sources;
  sources.add("a", "0123456789");
  sources.add("b", "abc");
  sources.add("c", "untouched");
  const Fixed fixed = apply_fixes(std::vector<Diagnostic>{with({{{0, 2, 4}, "XX"}, {{1, 0, 0}, "+"}}),
                                                          with({{{0, 2, 4}, "XX"}, {{1, 0, 0}, "+"}}),
                                                          with({{{0, 3, 5}, "overlaps"}, {{0, 9, 10}, "so this waits"}}),
                                                          with({{{0, 4, 6}, ""}}),
                                                          with({{{0, 7, 7}, "inserted"}}),
                                                          with({{{0, 7, 7}, "in its way"}}),
                                                          with({{{}, "no place"}}),
                                                          {.code = "P0001", .message = "no fix"}},
                                  sources);
  CHECK(fixed.applied == 3);
  CHECK(fixed.left == 3);
  CHECK(fixed.texts == std::map<std::uint32_t, std::string>{{0, "01XX6inserted789"}, {1, "+abc"}});
}

TEST_CASE("without fixes nothing changes") {
  text::Sources sources;
  sources.add("a", "x");
  const Fixed fixed = apply_fixes({}, sources);
  CHECK(fixed.texts.empty());
  CHECK(fixed.applied == 0);
}

}  // namespace portolan::diagnostics
