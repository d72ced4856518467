#include <doctest/doctest.h>

#include "diagnostics/codes.h"
#include "diagnostics/diagnostic.h"

namespace portolan::diagnostics {

TEST_CASE("diagnostics are sorted by place, whatever the order of their finding, and said once") {
  Sink sink;
  sink.add({.code = "P0105", .span = {0, 20, 22}, .message = "later"});
  sink.add({.code = "P0105", .span = {1, 1, 2}, .message = "other file"});
  sink.add({.code = "P0105", .span = {}, .message = "no place"});
  sink.add({.code = "P0105", .span = {0, 3, 5}, .message = "b"});
  sink.add({.code = "P0101", .span = {0, 3, 5}, .message = "c"});
  sink.add({.code = "P0105", .span = {0, 3, 5}, .message = "a"});
  sink.add({.code = "P0105", .span = {0, 3, 5}, .message = "b"});
  sink.add({.code = "P0105", .span = {0, 3, 5}, .message = "b", .notes = {{{0, 1, 2}, "by another service"}}});
  CHECK(sink.count(Severity::error) == 8);
  sink.sort_and_unify();
  std::string order;
  for (const Diagnostic& diagnostic : sink.all()) order += diagnostic.message + ";";
  CHECK(order == "c;a;b;b;later;other file;no place;");
  CHECK(sink.count(Severity::error) == 7);
}

TEST_CASE("errors and blocking questions are counted") {
  Sink sink;
  CHECK_FALSE(sink.has_errors());
  sink.add({.code = "P1001", .severity = Severity::question, .message = "?", .blocking = false});
  sink.add({.code = "P1001", .severity = Severity::warning, .message = "!"});
  CHECK_FALSE(sink.has_errors());
  CHECK_FALSE(sink.has_blocking_questions());
  sink.add({.code = "P1001", .severity = Severity::question, .message = "?"});
  CHECK(sink.has_blocking_questions());
  sink.sort_and_unify();
  CHECK(sink.has_blocking_questions());
}

TEST_CASE("codes are looked up in the table") {
  const CodeRow* row = find_code("p0103");
  REQUIRE(row != nullptr);
  CHECK(row->code == "P0103");
  CHECK(row->slug == "tab-as-indentation");
  CHECK(row->severity == Severity::error);
  CHECK(find_code("P0000") == nullptr);
  CHECK(find_code("") == nullptr);
  for (std::size_t index = 1; index < all_codes().size(); ++index) CHECK(all_codes()[index - 1].code < all_codes()[index].code);
}

}  // namespace portolan::diagnostics
