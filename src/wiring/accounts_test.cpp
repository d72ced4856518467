#include "wiring/accounts.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("one account per service and server, with all links of the service") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: {db/x: own, db/y: own}, versions: {v1: {}, v2: {}}}
  a.other: {image: "a:1", health: none, uses: {db/x: read}}
stores: {db: {kind: postgres, databases: [x, y]}}
)");
  CHECK(one.said() == "");
  REQUIRE(one.wiring.accounts.size() == 2);
  CHECK(one.wiring.accounts[0].user == "a");
  CHECK(one.wiring.accounts[0].links.size() == 2);
  CHECK(one.wiring.accounts[0].password->secret == "a-to-db");
  CHECK(one.wiring.accounts[1].user == "a.other");
  CHECK(one.wiring.accounts[1].password->secret == "a-to-db.shop");
  REQUIRE(one.wiring.secrets.size() == 3);
  CHECK(one.wiring.secrets[0].name_space == "other");
  CHECK(one.wiring.secrets[0].purpose == "account of a.other on db");
  CHECK(one.wiring.secrets[2].name == "db-access");
  CHECK(one.workload("db").volumes.at(1).secret == "db-access");
  CHECK(one.workload("db").volumes.at(1).path == "/etc/postgresql/access");
}

TEST_CASE("links with the same user share an account, in whatever namespace") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: {db: {access: own, user: app}}}
  b: {image: "a:1", namespace: two, health: none, uses: {db: {access: read, user: app}}, env: {P: "${db.password}", U: "${db.user}"}}
stores: {db: {kind: postgres}}
)");
  CHECK(one.said() == "");
  REQUIRE(one.wiring.accounts.size() == 1);
  CHECK(one.wiring.accounts[0].links.size() == 2);
  CHECK(!one.wiring.accounts[0].holder);
  CHECK(one.env("b", "P") == "<db-as-app/password>");
  CHECK(one.env("b", "U") == "app");
  REQUIRE(one.wiring.secrets.size() == 3);
  CHECK(one.wiring.secrets[1].name == "db-as-app");
  CHECK(one.wiring.secrets[1].account == one.wiring.secrets[2].account);
}

TEST_CASE("shared accounts, given ones, and passwords that are none") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: [one, two, three, four], env: {A: "${one.user}:${one.password}", B: "${two.user}:${two.password}"}}
stores:
  one: {kind: redis, auth: shared}
  two: {kind: postgres, auth: {user: "${secrets.who}", password: "${secrets.pw}"}}
  three: {kind: postgres, auth: {user: root, password: "hunter2"}}
  four: {kind: postgres, auth: {user: root, password: "${secrets.nothing}"}}
secrets: {pw: {generate: password}, who: {env: WHO}}
)");
  CHECK(one.env("a", "A") == "shop:<one-account/password>");
  CHECK(one.env("a", "B") == "<who/value>:<pw/value>");
  CHECK(one.said() ==
        "P0423 8: the password of an account on `three` is not a secret (write `${secrets.NAME}` and declare NAME under `secrets`; one "
        "that is public anyway is `{built-in: …}` there)\n"
        "P0415 9: there is no secret named `nothing` (declare it: `secrets: {nothing: {generate: password}}`; or write `pw` or `who`, "
        "which are declared)\n");
}

TEST_CASE("names of made objects stay apart from the chart's, short and the same") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: [db], env: {A: "${secrets.db-access}", B: "${secrets.a-to-db}", C: "${db.password}"}}
stores: {db: {kind: postgres}}
secrets: {db-access: {env: X}, a-to-db: {env: Y}}
)");
  CHECK(one.env("a", "A") == "<db-access/value>");
  CHECK(one.env("a", "B") == "<a-to-db/value>");
  CHECK(one.env("a", "C") == "<a-to-db-a2e4c989/password>");
  CHECK(stable_name("short") == "short");
  const std::string longest = stable_name(std::string(80, 'x'));
  CHECK(longest.size() == 63);
  CHECK(longest != stable_name(std::string(81, 'x')));
}

}  // namespace portolan::wiring
