#include "text/source.h"

#include <doctest/doctest.h>

namespace portolan::text {

TEST_CASE("a position counts lines from one and columns in code points") {
  const SourceFile file("a.yaml", "eins\nzwölf: ä\r\n\tx");
  CHECK(file.position(0).line == 1);
  CHECK(file.position(0).column == 1);
  CHECK(file.position(4).column == 5);  // the line's end belongs to the line
  CHECK(file.position(5).line == 2);
  CHECK(file.position(13).column == 8);  // the ö before it is one column
  CHECK(file.position(17).line == 3);
  CHECK(file.position(18).column == 2);
  CHECK(file.position(9999).line == 3);
}

TEST_CASE("a line comes without its end, whatever ends it") {
  const SourceFile file("a.yaml", "eins\nzwei\r\n\ndrei");
  CHECK(file.line(1) == "eins");
  CHECK(file.line(2) == "zwei");
  CHECK(file.line(3) == "");
  CHECK(file.line(4) == "drei");
  CHECK(file.line(5) == "");
  CHECK(file.line(0) == "");
  CHECK(file.line_begin(4) == 12);
  CHECK(file.line_begin(99) == 16);
}

TEST_CASE("sources name places") {
  Sources sources;
  const std::uint32_t file = sources.add("shop/portolan.yaml", "app: shop\nservices: {}\n");
  CHECK(sources.where({file, 15, 20}) == "shop/portolan.yaml:2:6");
  CHECK(sources.line_of({file, 15, 20}) == "shop/portolan.yaml:2");
  CHECK(sources.text({file, 5, 9}) == "shop");
  CHECK(sources.text({file, 20, 9999}) == "{}\n");
  CHECK(sources.where({}) == "(built in)");
  CHECK(sources.line_of({}) == "(built in)");
  CHECK(sources.text({}) == "");
}

TEST_CASE("an empty file has one empty line") {
  const SourceFile file("empty", "");
  CHECK(file.position(0).line == 1);
  CHECK(file.line(1) == "");
}

}  // namespace portolan::text
