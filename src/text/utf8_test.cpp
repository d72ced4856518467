#include "text/utf8.h"

#include <doctest/doctest.h>

namespace portolan::text {

TEST_CASE("well-formed characters of every length are decoded and written back") {
  for (const char32_t code_point : {U'a', U'é', U'€', U'\uFFFD', U'😀', U'\U0010FFFF'}) {
    std::string bytes;
    append_code_point(bytes, code_point);
    CHECK(decode(bytes).code_point == code_point);
    CHECK(decode(bytes).length == bytes.size());
    CHECK_FALSE(find_invalid_utf8(bytes));
  }
}

TEST_CASE("the first byte that is not UTF-8 is found exactly") {
  CHECK(find_invalid_utf8("plain ascii that is longer than one word\xFF") == 40);
  CHECK(find_invalid_utf8("é\xC3") == 2);             // cut off
  CHECK(find_invalid_utf8("ab\xC0\xAF") == 2);        // overlong
  CHECK(find_invalid_utf8("ab\xE0\x80\xAF") == 2);    // overlong
  CHECK(find_invalid_utf8("abc\xED\xA0\x80") == 3);   // a surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_invalid_utf8("x\x80") == 1);             // continues nothing
  CHECK_FALSE(find_invalid_utf8(""));
}

TEST_CASE("widths are what a terminal shows") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("zwölf") == 5);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("😀") == 2);
  CHECK(display_width("\xFF") == 1);
}

TEST_CASE("code points are counted") {
  CHECK(count_code_points("zwölf") == 5);
  CHECK(count_code_points("😀€") == 2);
}

}  // namespace portolan::text
