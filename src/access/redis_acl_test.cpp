#include "access/access.h"

#include <doctest/doctest.h>

#include "access/redis_names.h"
#include "support/known_passwords.h"
#include "support/wired.h"
#include "system/digest.h"

namespace portolan::access {

namespace {

constexpr const char* defaults = "defaults: {services: {image: a/b:1, health: none}}\n";

// The ACL file with every hash written as the password it was made from.
std::string acl_of(const tests::Wired& one, std::string_view server, std::vector<std::string>* problems = nullptr) {
  const auto index = static_cast<std::uint32_t>(&one.party(server) - one.wiring.parties.data());
  const tests::KnownPasswords known(one.wiring);
  const Access access = render(one.wiring, index, known);
  if (problems != nullptr)
    for (const Problem& problem : access.problems) problems->push_back(problem.sentence);
  REQUIRE(access.files.size() == 1);
  CHECK(access.files[0].name == "users.acl");
  std::string text = access.files[0].text;
  for (const std::string& password : known.all()) {
    const std::string hash = system::sha256_hex(password);
    for (std::size_t at = 0; (at = text.find(hash, at)) != std::string::npos;) text.replace(at, hash.size(), password);
  }
  return text;
}

}  // namespace

TEST_SUITE("access") {
  TEST_CASE("a kind of the user's own is told as its family is") {
    const tests::Wired one(R"(
services: {cart: {image: a/b:1, health: none, uses: [store]}}
stores: {store: {kind: keydb}}
)",
                           {}, {}, {{"catalog/keydb.yaml", R"(kind: keydb
title: KeyDB
grants: redis
image: registry.example.com/keydb
version: "6.3"
ports: {tcp-redis: 6379}
administrator: portolan-admin
rotates: passwords
access: /etc/keydb/access
)"}});
    CHECK(one.said() == "");
    const Access access = render(one.wiring, one.wiring.accounts.at(0).server, tests::KnownPasswords(one.wiring));
    REQUIRE(access.files.size() == 1);
    CHECK(access.files[0].name == "users.acl");
    CHECK(rights_of(one.wiring, 0).size() == 1);
  }

  TEST_CASE("redis: a selector a link, nobody without an account") {
    const tests::Wired one(std::string(defaults) + R"(
services:
  cart: {uses: {bus: {access: write, only: ["cart:*"]}}, publishes: [bus/news]}
  mail: {consumes: [bus/news, bus/tasks]}
  list: {uses: {bus: read}}
brokers:
  bus: {kind: redis, channels: {news: topic, tasks: queue}}
)");
    CHECK(one.said() == "");
    CHECK(acl_of(one, "bus") ==
          "user default off resetpass resetkeys resetchannels -@all\n"
          "user admin on #admin-password ~* &* +@all\n"
          "user cart on #cart-password resetkeys resetchannels -@all +@connection +@transaction -@dangerous (&news +publish) "
          "(~cart:* +@read +@write +watch -@dangerous -@scripting -scan -keys -randomkey -dbsize -pfmerge)\n"
          "user list on #list-password resetkeys resetchannels -@all +@connection +@transaction -@dangerous "
          "(%R~* +@read +watch -@dangerous -@scripting -scan -keys -randomkey -dbsize)\n"
          "user mail on #mail-password resetkeys resetchannels -@all +@connection +@transaction -@dangerous "
          "(&news +subscribe +unsubscribe) (~tasks +blpop +brpop +lpop +rpop +lmove +blmove)\n");
  }

  TEST_CASE("redis: an account that programs have built in, and the previous password beside the new one") {
    const tests::Wired one(std::string(defaults) + R"(
services: {cart: {uses: [store]}, list: {uses: [store]}}
stores: {store: {kind: redis, auth: {user: default, password: "${secrets.known}"}}}
secrets: {known: {generate: password}}
)");
    CHECK(one.said() == "");
    CHECK(acl_of(one, "store") ==
          "user admin on #admin-password ~* &* +@all\n"
          "user default on #default-password resetkeys resetchannels -@all +@connection +@transaction -@dangerous "
          "(~* +@read +@write +watch -@dangerous -@scripting)\n");
    tests::KnownPasswords known(one.wiring);
    known.previous = "before";
    CHECK(render(one.wiring, 2, known).files[0].text.find(" #" + system::sha256_hex("before") + " resetkeys") != std::string::npos);
  }

  TEST_CASE("redis: names never widen a right or break the file") {
    const tests::Wired one(std::string(defaults) + R"chart(
services:
  a: {publishes: [bus/spaced, bus/line, bus/quoted], uses: {bus: {access: write, only: ["b c"]}}}
  b: {uses: {bus: {access: read, grant: ["+get) (+@all"]}}}
  c: {uses: {bus: {access: read, grant: ["+get)"]}}}
  d: {publishes: {bus/quoted: {user: "x on +@all"}}}
brokers:
  bus: {kind: redis, channels: {spaced: {kind: queue, name: "a ~*"}, line: {kind: queue, name: "a\nuser b"}, quoted: {kind: queue, name: "*\")"}}}
)chart");
    CHECK(one.said() == "");
    std::vector<std::string> problems;
    CHECK(acl_of(one, "bus", &problems) ==
          "user default off resetpass resetkeys resetchannels -@all\n"
          "user admin on #admin-password ~* &* +@all\n"
          "user a on #a-password resetkeys resetchannels -@all +@connection +@transaction -@dangerous "
          "(\"~[*]\\x22\\x29\" +lpush +rpush)\n"
          "user b on #b-password resetkeys resetchannels -@all +@connection +@transaction -@dangerous\n"
          "user c on #c-password resetkeys resetchannels -@all +@connection +@transaction -@dangerous\n");
    std::ranges::sort(problems);
    CHECK(problems == std::vector<std::string>{"Redis does not know the right `+get) (+@all`", "Redis does not know the right `+get)`",
                                               "Redis has no way to say a name with a space in it: `a\nuser b`",
                                               "Redis has no way to say a name with a space in it: `a ~*`",
                                               "Redis has no way to say a name with a space in it: `b c`",
                                               "Redis has no way to say a user with a space in its name: `x on +@all`"});
  }

  TEST_CASE("redis: what an account may do, in its words") {
    const tests::Wired one(std::string(defaults) + R"(
services: {log: {publishes: [bus/lines, bus/rooms]}, show: {consumes: [bus/lines, bus/rooms]}}
brokers: {bus: {kind: valkey, channels: {lines: {kind: stream, topology: app}, rooms: {kind: topic, name: "room:*"}}}}
)");
    std::vector<std::string> words;
    for (std::uint32_t account = 0; account < one.wiring.accounts.size(); ++account)
      for (const Right& right : rights_of(one.wiring, account)) words.push_back(right.words);
    CHECK(words == std::vector<std::string>{"(%W~lines +xadd)", "(&room:* +publish)",
                                            "(~lines +xreadgroup +xack +xautoclaim +xclaim +xpending +xinfo +xgroup)",
                                            "(&room:* +psubscribe +punsubscribe)"});
  }

  TEST_CASE("redis: a name as a pattern that it alone matches") {
    CHECK(glob_of_name("orders.created") == "orders.created");
    CHECK(glob_of_name("a*b?c[d]e\\") == "a[*]b[?]c[[]d]e\\\\");
    CHECK(glob_of_name("room:*") == "room:*");
    CHECK(glob_of_name("*") == "[*]");
    CHECK(rule_text("~plain") == "~plain");
    CHECK(rule_text("~a\"b)") == "\"~a\\x22b\\x29\"");
    CHECK_FALSE(fits_acl(""));
    CHECK_FALSE(fits_acl("a\tb"));
    CHECK(fits_acl("größe"));
  }
}

}  // namespace portolan::access
