#include "value/sparse.h"

#include <doctest/doctest.h>

#include <string>

using portolan::value::Sparse;

TEST_SUITE("value/sparse") {
  TEST_CASE("nothing is read as the default") {
    const Sparse<std::string> nothing;
    CHECK_FALSE(nothing);
    CHECK(nothing->empty());
    CHECK(sizeof nothing == sizeof(void*));
  }

  TEST_CASE("a copy is its own") {
    Sparse<std::string> first = std::string("said");
    const Sparse<std::string> second = first;
    first.edit() += " more";
    CHECK(*first == "said more");
    CHECK(*second == "said");
    first = second;
    CHECK(*first == "said");
    first = Sparse<std::string>();
    CHECK_FALSE(first);
  }
}
