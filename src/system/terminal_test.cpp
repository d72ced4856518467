#include "system/terminal.h"

#include <doctest/doctest.h>
#include <unistd.h>

namespace portolan::system {

TEST_CASE("a pipe has no colour unless it is wished, and no width") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  CHECK_FALSE(terminal(ends[1], ColorWish::automatic).color);
  CHECK_FALSE(terminal(ends[1], ColorWish::never).color);
  CHECK(terminal(ends[1], ColorWish::always).color);
  CHECK_FALSE(terminal(ends[1], ColorWish::always).is_terminal);
  CHECK(terminal(ends[1], ColorWish::automatic).width > 1'000'000);
  CHECK(terminal(ends[1], ColorWish::automatic).unicode);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("wishes have names") {
  CHECK(color_wish("auto") == ColorWish::automatic);
  CHECK(color_wish("always") == ColorWish::always);
  CHECK(color_wish("never") == ColorWish::never);
  CHECK_FALSE(color_wish("yes"));
}

}  // namespace portolan::system
