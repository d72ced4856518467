#include "text/edit_distance.h"

#include <doctest/doctest.h>

#include <array>

namespace portolan::text {

namespace {

constexpr std::array<std::string_view, 8> keys{"calls", "consumes", "image", "port", "ports", "publishes", "read-only", "uses"};

}  // namespace

TEST_CASE("edits are counted, a swap of neighbours as one") {
  CHECK(edit_distance("catalog", "catalog", 3) == 0);
  CHECK(edit_distance("catalog", "catlaog", 3) == 1);
  CHECK(edit_distance("catalog", "catalogue", 3) == 2);
  CHECK(edit_distance("ca", "abc", 5) == 3);
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance("kitten", "sitting", 2) == 3);
  CHECK(edit_distance("kitten", "completely other", 4) == 5);
}

TEST_CASE("the nearest word is offered, or none") {
  CHECK(nearest("call", keys) == "calls");
  CHECK(nearest("imgae", keys) == "image");
  CHECK(nearest("portz", keys) == "port");  // as near as "ports"; the first in the alphabet
  CHECK(nearest("readOnly", keys) == "read-only");
  CHECK(nearest("READ_ONLY", keys) == "read-only");
  CHECK_FALSE(nearest("xyz", keys));
  CHECK_FALSE(nearest("ab", keys));
  CHECK_FALSE(nearest("uses", {}));
}

}  // namespace portolan::text
