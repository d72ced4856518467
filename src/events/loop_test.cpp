#include "events/loop.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <string>

using portolan::events::Loop;
using namespace std::chrono_literals;

TEST_SUITE("events") {
  TEST_CASE("timers fire in the order of their moments, and a cancelled one does not") {
    Loop loop;
    std::string seen;
    loop.after(3ms, [&] { seen += "c"; });
    const auto cancelled = loop.after(2ms, [&] { seen += "b"; });
    loop.after(1ms, [&] {
      seen += "a";
      loop.cancel(cancelled);
    });
    loop.run();
    CHECK(seen == "ac");
  }

  TEST_CASE("a callback that forgets another ready descriptor keeps it from being called") {
    std::array<int, 2> one{}, two{};
    REQUIRE(::pipe(one.data()) == 0);
    REQUIRE(::pipe(two.data()) == 0);
    REQUIRE(::write(one[1], "x", 1) == 1);
    REQUIRE(::write(two[1], "x", 1) == 1);
    Loop loop;
    int calls = 0;
    const auto forget_both = [&](std::uint32_t) {
      ++calls;
      loop.forget(one[0]);
      loop.forget(two[0]);
    };
    loop.watch(one[0], Loop::readable, forget_both);
    loop.watch(two[0], Loop::readable, forget_both);
    loop.run();  // ends: nothing is watched any more
    CHECK(calls == 1);
    for (const int descriptor : {one[0], one[1], two[0], two[1]}) ::close(descriptor);
  }

  TEST_CASE("the end of a pipe is readable") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    ::close(ends[1]);
    Loop loop;
    std::uint32_t seen = 0;
    loop.watch(ends[0], Loop::readable, [&](std::uint32_t what) {
      seen = what;
      loop.stop();
    });
    loop.run();
    CHECK((seen & Loop::readable) != 0);
    ::close(ends[0]);
  }
}
