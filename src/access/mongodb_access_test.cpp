#include "access/access.h"

#include <doctest/doctest.h>

#include "support/known_passwords.h"
#include "support/wired.h"

namespace portolan::access {

TEST_SUITE("access") {
  TEST_CASE("mongodb: users in the databases they use with its own roles or one for some collections") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, uses: {docs/orders: own}}
  mail: {image: a/b:1, health: none, uses: {docs/orders: {access: write, only: [mails]}, docs/people: read}}
  watch: {image: a/b:1, health: none, uses: {docs: monitor}}
stores:
  docs: {kind: mongodb, databases: [orders, people]}
)");
    const Access access = render(one.wiring, one.wiring.accounts.at(0).server, tests::KnownPasswords(one.wiring));
    REQUIRE(access.files.size() == 1);
    CHECK(access.files[0].name == "access.js");
    const std::string& text = access.files[0].text;
    CHECK(
        text.substr(0, text.find('\n')) ==
        R"js(const wanted = [{"user":"mail","database":"orders","password":"mail-password","roles":[],"privileges":[{"collection":"mails",)js"
        R"js("actions":["find","insert","remove","update"]}]},{"user":"mail","database":"people","password":"mail-password",)js"
        R"js("roles":[{"role":"read","db":"people"}],"privileges":[]},{"user":"shop","database":"orders","password":"shop-password",)js"
        R"js("roles":[{"role":"dbOwner","db":"orders"}],"privileges":[]},{"user":"watch","database":"admin","password":"watch-password",)js"
        R"js("roles":[{"role":"clusterMonitor","db":"admin"}],"privileges":[]}];)js");
    std::vector<std::string> words;
    for (const Right& right : rights_of(one.wiring, 0)) words.push_back(right.words);
    CHECK(words == std::vector<std::string>{"role readWrite in database orders, collections mails", "role read in database people"});
  }

  TEST_CASE("mongodb: who has some collections never has all of them, and what it cannot say is said") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, uses: {docs/orders: {access: own, only: [carts]}}}
  wide: {image: a/b:1, health: none, uses: {docs: {access: read, only: [carts]}, docs/people: {access: read, grant: [dbAdmin]}}}
stores:
  docs: {kind: mongodb, databases: [orders, people]}
)");
    const Access access = render(one.wiring, one.wiring.accounts.at(0).server, tests::KnownPasswords(one.wiring));
    const std::string& text = access.files.at(0).text;
    CHECK(
        text.substr(0, text.find('\n')) ==
        R"js(const wanted = [{"user":"shop","database":"orders","password":"shop-password","roles":[],"privileges":[{"collection":"carts",)js"
        R"js("actions":["collMod","createCollection","createIndex","dropCollection","dropIndex","find","insert","listIndexes","remove",)js"
        R"js("update"]}]}];)js");
    std::string said;
    for (const Problem& problem : access.problems) said += problem.sentence + '\n';
    CHECK(said == "MongoDB gives rights on collections of one database only\nMongoDB does not know the right `dbAdmin`\n");
  }
}

}  // namespace portolan::access
