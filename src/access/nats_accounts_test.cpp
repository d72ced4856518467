#include "access/access.h"

#include <doctest/doctest.h>

#include "access/nats_subjects.h"
#include "support/known_passwords.h"
#include "support/wired.h"

namespace portolan::access {

namespace {

std::string accounts_of(const tests::Wired& one, const tests::KnownPasswords& passwords) {
  const Access access = render(one.wiring, one.wiring.accounts.at(0).server, passwords);
  REQUIRE(!access.files.empty());
  CHECK(access.files[0].name == "accounts.conf");
  std::string text = access.files[0].text;
  for (const Problem& problem : access.problems) text += problem.sentence + '\n';
  return text;
}

// The line of one user, from its permissions on.
std::string line_of(const std::string& text, std::string_view user) {
  std::size_t begin = text.find(fmt::format("{{user: \"{}\"", user));
  if (begin == std::string::npos) return "(none)";
  const std::size_t end = text.find('\n', begin);
  begin = text.find("permissions: ", begin);
  return begin < end ? text.substr(begin + 13, end - begin - 14) : "(everything)";
}

}  // namespace

TEST_SUITE("access") {
  TEST_CASE("nats: one account for the application, users that reach just their subjects") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: [bus/orders]}
  mail: {image: a/b:1, health: none, consumes: {bus/orders: {reply: true}}}
brokers:
  bus: {kind: nats, channels: {orders: {kind: topic, name: orders.created}}}
)");
    CHECK(one.said() == "");
    CHECK(accounts_of(one, tests::KnownPasswords(one.wiring)) == R"(system_account: "SYS"
accounts {
  "SYS" {
    users: [
    ]
  }
  "shop" {
    jetstream: enabled
    users: [
      {user: "admin", password: "$2a$04$MBC3XRWyKECvKxOzKhCzWeqbrrp0fQ/58wFZ0ac94dtwEdgk3Tyui"}
      {user: "mail", password: "$2a$04$LRWxLR.3XRKzMBW3XEWuWe7buelx37RP2013mber/.dBNr96XOwga", permissions: {publish: {deny: [">"]}, subscribe: {allow: ["orders.created mail"]}, allow_responses: true}}
      {user: "shop", password: "$2a$04$MUXiXkCyKx/hMRDjWxWvWOpzavhf.kzd6hBIgVOqEFoep2VDX.21e", permissions: {publish: {allow: ["orders.created"]}, subscribe: {deny: [">"]}}}
    ]
  }
}
)");
  }

  TEST_CASE("nats: streams and buckets and everything") {
    const tests::Wired one(R"(
services:
  writer: {image: a/b:1, health: none, publishes: [bus/log]}
  reader: {image: a/b:1, health: none, consumes: {bus/log: {group: archive}}}
  flags: {image: a/b:1, health: none, uses: {bus/flags: {access: write, only: ["shop.*"]}}}
  boss: {image: a/b:1, health: none, uses: {bus: own}}
  root: {image: a/b:1, health: none, uses: {bus: admin}}
brokers:
  bus: {kind: nats, buckets: [flags, other], channels: {log: {kind: stream, name: LOG, keys: ["log.>"]}}}
)");
    tests::KnownPasswords passwords(one.wiring);
    passwords.previous = "old";
    passwords.previous_suffix = "-2";
    const std::string text = accounts_of(one, passwords);
    CHECK(line_of(text, "writer") == R"({publish: {allow: ["log.>"]}, subscribe: {allow: ["_INBOX_writer.>"]}})");
    CHECK(line_of(text, "writer-2") == line_of(text, "writer"));
    CHECK(line_of(text, "reader") ==
          R"({publish: {allow: ["$JS.ACK.LOG.archive.>", "$JS.API.CONSUMER.INFO.LOG.archive", "$JS.API.CONSUMER.MSG.NEXT.LOG.archive"]}, )"
          R"(subscribe: {allow: ["_INBOX_reader.>"]}})");
    CHECK(line_of(text, "flags") ==
          R"({publish: {allow: ["$JS.API.CONSUMER.CREATE.KV_flags.*.$KV.flags.shop.*", "$JS.API.DIRECT.GET.KV_flags.$KV.flags.shop.*", )"
          R"("$JS.API.STREAM.INFO.KV_flags", "$JS.FC.KV_flags.>", "$KV.flags.shop.*"]}, subscribe: {allow: ["_INBOX_flags.>"]}})");
    CHECK(line_of(text, "boss") == R"({publish: {allow: [">"]}, subscribe: {allow: [">"]}})");
    CHECK(line_of(text, "root") == "(everything)");
    CHECK(text.find("\"root\"") < text.find("jetstream: enabled"));
  }

  TEST_CASE("nats: streams and durables and buckets as messages to the server's own API") {
    const tests::Wired one(R"(
services:
  reader: {image: a/b:1, health: none, consumes: {bus/log: {keys: [log.a], max-deliveries: 3}}}
brokers:
  bus: {kind: nats, buckets: [flags], channels: {log: {kind: stream, name: LOG, keys: ["log.>"], retention: 1.5Gi, replicas: 3}}}
)");
    const Access access = render(one.wiring, one.wiring.accounts.at(0).server, tests::KnownPasswords(one.wiring));
    REQUIRE(access.files.size() == 2);
    CHECK(access.files[1].name == "streams.nats");
    std::string text = access.files[1].text;
    std::erase(text, '\r');
    CHECK(text == R"(CONNECT {"pass":"admin-password","user":"admin","verbose":false}
SUB _INBOX.portolan 1
PUB $JS.API.STREAM.CREATE.LOG _INBOX.portolan 92
{"name":"LOG","num_replicas":3,"storage":"file","subjects":["log.>"],"max_bytes":1610612736}
PUB $JS.API.STREAM.UPDATE.LOG _INBOX.portolan 92
{"name":"LOG","num_replicas":3,"storage":"file","subjects":["log.>"],"max_bytes":1610612736}
PUB $JS.API.CONSUMER.DURABLE.CREATE.LOG.reader _INBOX.portolan 121
{"config":{"ack_policy":"explicit","durable_name":"reader","filter_subject":"log.a","max_deliver":3},"stream_name":"LOG"}
PUB $JS.API.STREAM.CREATE.KV_flags _INBOX.portolan 185
{"allow_direct":true,"allow_rollup_hdrs":true,"deny_delete":true,"discard":"new","max_msgs_per_subject":1,"name":"KV_flags","num_replicas":1,"storage":"file","subjects":["$KV.flags.>"]}
PUB $JS.API.STREAM.UPDATE.KV_flags _INBOX.portolan 185
{"allow_direct":true,"allow_rollup_hdrs":true,"deny_delete":true,"discard":"new","max_msgs_per_subject":1,"name":"KV_flags","num_replicas":1,"storage":"file","subjects":["$KV.flags.>"]}
PING
)");
  }

  TEST_CASE("nats: what it cannot say is said, and gives nothing") {
    const tests::Wired one(R"(
services:
  a: {image: a/b:1, health: none, publishes: [bus/family, bus/inner, bus/own, bus/secret], consumes: {bus/plain: {keys: [other]}}}
  b: {image: a/b:1, health: none, uses: {bus: write}, consumes: [bus/log, bus/dotted]}
brokers:
  bus:
    kind: nats
    channels: {family: {name: "order*"}, inner: {name: "a.*.b"}, own: {name: "$JS.API.INFO"}, secret: {name: "a b"}, plain: {},
               log: {kind: stream}, dotted: {kind: stream, name: a.b}}
)");
    const std::string text = accounts_of(one, tests::KnownPasswords(one.wiring));
    CHECK(line_of(text, "a") == R"({publish: {deny: [">"]}, subscribe: {deny: [">"]}})");
    CHECK(text.substr(text.rfind("}\n") + 2) ==
          "NATS has no such subject: `order*`\n"
          "NATS has no such subject: `a.*.b`\n"
          "NATS has no such subject: `$JS.API.INFO`\n"
          "NATS has no such subject: `a b`\n"
          "NATS has no subject `other` in `plain`\n"
          "NATS has no way to call a stream `a.b`\n"
          "NATS cannot let one account write everything and also use streams or buckets: `own` can\n");
  }

  TEST_CASE("nats: what an account may do, in its words") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: {bus/orders: {reply: true}}, consumes: {bus/jobs: {reply: true}}}
brokers:
  bus: {kind: nats, channels: {orders: {name: "orders.*"}, jobs: queue}}
)");
    std::vector<std::string> words;
    for (const Right& right : rights_of(one.wiring, 0)) words.push_back(right.words);
    CHECK(words == std::vector<std::string>{"publish orders.>", "subscribe _INBOX_shop.>", "subscribe jobs in queue group jobs",
                                            "answer what it is asked"});
  }

  TEST_CASE("nats: subjects") {
    CHECK(subject_of_name("a.b") == "a.b");
    CHECK(subject_of_name("a.*") == "a.>");
    for (const char* none : {"", "*", ">", "a.>", "a..b", ".a", "a.", "a*", "a b", "a\tb", "a\n", "$SYS", "_INBOX.a", "*.*"})
      CHECK_MESSAGE(subject_of_name(none) == std::nullopt, none);
    CHECK(is_subject("a.*.>"));
    CHECK_FALSE(is_subject("a.>.b"));
    CHECK_FALSE(is_subject("a.b*"));
    CHECK(covers("a.>", "a.b.c"));
    CHECK_FALSE(covers("a.>", "a"));
    CHECK(covers("a.*", "a.b"));
    CHECK_FALSE(covers("a.*", "a.>"));
    CHECK_FALSE(covers("a.*", "a.b.c"));
    CHECK(covers("a.*.>", "a.*.c.>"));
    CHECK(is_stream_name("ORDERS-1"));
    CHECK_FALSE(is_stream_name("a/b"));
    CHECK(quoted("a\"b\\c\n") == R"("a\"b\\c\x0a")");
  }
}

}  // namespace portolan::access
