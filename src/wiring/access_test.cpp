#include "wiring/access.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("the only user owns, several without a schema write, several with one are asked") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: [own, cache, both]}
  b: {image: "a:1", health: none, uses: {cache: {}, both: {}, own: monitor}}
stores:
  own: {kind: postgres}
  cache: {kind: redis}
  both: {kind: postgres}
)");
  CHECK(one.links() ==
        "a uses both/both:5432 read as a\na uses cache/0:6379 write as a\na uses own/own:5432 own as a\n"
        "b uses both/both:5432 read as b\nb uses cache/0:6379 write as b\nb uses own/own:5432 monitor as b\n");
  CHECK(one.said("P1011") ==
        "P1011 4: what does `a` do with `both`, which others use too? (write `uses: {both: read}`, `write`, or `own` for the one that "
        "makes the schema)\n"
        "P1011 5: what does `b` do with `both`, which others use too? (write `uses: {both: read}`, `write`, or `own` for the one that "
        "makes the schema)\n");
}

TEST_CASE("somebody makes the schema, and only one does") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: {nobody: read, seeded: read, two/x: own, two/y: own}}
  b: {image: "a:1", health: none, uses: {two/x: own, nobody: write}}
stores:
  nobody: {kind: postgres}
  seeded: {kind: postgres, seed: image}
  two: {kind: postgres, databases: [x, y]}
)");
  CHECK(one.said("P1012") ==
        "P1012 7: who makes the schema of `nobody`? (give `a` or `b` the access `own`, add a job that owns it, or name its scripts under "
        "`seed`)\n");
  CHECK(one.said("P1016") ==
        "P1016 5: do `a` and `b` both make the schema of `two/x`? (give one of them `write`, or each a schema of its own)\n");
}

TEST_CASE("what a server cannot hold its clients to is said of every link") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: [open, shared, fixed, own], calls: []}
stores:
  open: {kind: redis, auth: none}
  shared: {kind: redis, auth: shared}
  fixed: {kind: postgres, auth: {user: root, password: "${secrets.pw}"}}
  own: {kind: postgres}
secrets: {pw: {generate: password}}
)");
  CHECK(one.said() == "");
  REQUIRE(one.wiring.links.size() == 4);
  CHECK(one.wiring.links[0].unenforced_because == "everybody logs in as `root`");
  CHECK(one.wiring.links[1].unenforced_because == "its clients present no account");
  CHECK(one.wiring.links[2].enforced);
  CHECK(one.wiring.links[3].unenforced_because == "all its clients share one account");
}

}  // namespace portolan::wiring
