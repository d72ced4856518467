#include "access/access.h"

#include <doctest/doctest.h>

#include "access/rabbitmq_names.h"
#include "support/known_passwords.h"
#include "support/wired.h"

namespace portolan::access {

TEST_SUITE("access") {
  TEST_CASE("rabbitmq: exchanges, queues and bindings, and accounts that reach just theirs") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: {mq/orders: {keys: [order.created]}}}
  mail: {image: a/b:1, health: none, consumes: {mq/orders: {keys: ["order.*"]}}}
brokers:
  mq: {kind: rabbitmq, channels: {orders: {kind: topic, name: orders.events}}}
)");
    CHECK(one.said() == "");
    const auto server = static_cast<std::uint32_t>(&one.party("mq") - one.wiring.parties.data());
    const Access access = render(one.wiring, server, tests::KnownPasswords(one.wiring));
    CHECK(access.problems.empty());
    REQUIRE(access.files.size() == 1);
    CHECK(access.files[0].name == "definitions.json");
    CHECK(access.files[0].text == R"json({
  "bindings": [
    {
      "arguments": {},
      "destination": "mail.orders",
      "destination_type": "queue",
      "routing_key": "order.*",
      "source": "orders.events",
      "vhost": "/"
    }
  ],
  "exchanges": [
    {
      "arguments": {},
      "auto_delete": false,
      "durable": true,
      "internal": false,
      "name": "orders.events",
      "type": "topic",
      "vhost": "/"
    }
  ],
  "permissions": [
    {
      "configure": ".*",
      "read": ".*",
      "user": "admin",
      "vhost": "/",
      "write": ".*"
    },
    {
      "configure": "^$",
      "read": "^(mail\\.orders)\\z",
      "user": "mail",
      "vhost": "/",
      "write": "^$"
    },
    {
      "configure": "^$",
      "read": "^$",
      "user": "shop",
      "vhost": "/",
      "write": "^(orders\\.events)\\z"
    }
  ],
  "queues": [
    {
      "arguments": {
        "x-queue-type": "quorum"
      },
      "auto_delete": false,
      "durable": true,
      "name": "mail.orders",
      "vhost": "/"
    }
  ],
  "topic_permissions": [
    {
      "exchange": "orders.events",
      "read": "^$",
      "user": "shop",
      "vhost": "/",
      "write": "^(order\\.created)\\z"
    }
  ],
  "users": [
    {
      "hashing_algorithm": "rabbit_password_hashing_sha256",
      "name": "admin",
      "password_hash": "LB3wxmUZUqzoGnOCmVdbSdKWKG5cfh9TlhEJEeM+yVKeyJm/",
      "tags": [
        "administrator"
      ]
    },
    {
      "hashing_algorithm": "rabbit_password_hashing_sha256",
      "name": "mail",
      "password_hash": "kENlqOeVlgiJP3S0dsXWnocU3dFKWu4jlubaniV1kGGUtPnV",
      "tags": []
    },
    {
      "hashing_algorithm": "rabbit_password_hashing_sha256",
      "name": "shop",
      "password_hash": "rQNIXMUEpjcr6ha0f51UDxNEOmZMJpFpmvRHJxwmvucFocCz",
      "tags": []
    }
  ],
  "vhosts": [
    {
      "name": "/"
    }
  ]
}
)json");
  }

  TEST_CASE("rabbitmq: while a password is made anew there are two users with the same rights") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: {mq/orders: {keys: [a]}}, uses: {mq: monitor}}
brokers:
  mq: {kind: rabbitmq, channels: {orders: topic}}
)");
    CHECK(one.said() == "");
    tests::KnownPasswords passwords(one.wiring);
    passwords.previous = "old";
    passwords.previous_suffix = "-2";
    const std::string text = render(one.wiring, one.wiring.accounts.at(0).server, passwords).files.at(0).text;
    const auto section = [&](std::string_view name) {
      const std::size_t begin = text.find(fmt::format("\"{}\"", name));
      std::string result = text.substr(begin, text.find("\n  ]", begin) - begin);
      std::erase_if(result, [](const char c) { return c == ' ' || c == '\n'; });
      return result;
    };
    CHECK(section("permissions") == R"("permissions":[{"configure":".*","read":".*","user":"admin","vhost":"/","write":".*"},)"
                                    R"({"configure":"^$","read":"^$","user":"shop","vhost":"/","write":"^(orders)\\z"},)"
                                    R"({"configure":"^$","read":"^$","user":"shop-2","vhost":"/","write":"^(orders)\\z"})");
    CHECK(section("topic_permissions") ==
          R"("topic_permissions":[{"exchange":"orders","read":"^$","user":"shop","vhost":"/","write":"^(a)\\z"},)"
          R"({"exchange":"orders","read":"^$","user":"shop-2","vhost":"/","write":"^(a)\\z"})");
    CHECK(section("users").find(R"("name":"shop-2")") != std::string::npos);
  }

  TEST_CASE("rabbitmq: how long messages are kept, in the argument of each type of queue") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: [mq/age, mq/log, mq/size]}
brokers:
  mq: {kind: rabbitmq, channels: {age: {kind: queue, retention: 1h30m}, log: {kind: stream, retention: 1s1ms}, size: {kind: queue, retention: 1.5Ki}}}
)");
    const std::string text = render(one.wiring, one.wiring.accounts.at(0).server, tests::KnownPasswords(one.wiring)).files.at(0).text;
    for (const char* argument : {R"("x-message-ttl": 5400000,)", R"("x-max-age": "2s",)", R"("x-max-length-bytes": 1536,)"})
      CHECK_MESSAGE(text.find(argument) != std::string::npos, argument);
  }

  TEST_CASE("rabbitmq: what an account may do, in its words") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: [mq/orders], consumes: {mq/jobs: {reply: true}}}
  watch: {image: a/b:1, health: none, uses: {mq: monitor}}
brokers:
  mq: {kind: rabbitmq, channels: {orders: {kind: topic, topology: app}, jobs: {kind: queue, exchange: default}}}
)");
    CHECK(one.said() == "");
    std::vector<std::string> words;
    for (std::uint32_t account = 0; account < one.wiring.accounts.size(); ++account)
      for (const Right& right : rights_of(one.wiring, account)) words.push_back(right.words);
    CHECK(words == std::vector<std::string>{R"(configure ^(orders)\z in vhost /)", R"(write ^(amq\.default)\z in vhost /)",
                                            R"(write ^(orders)\z in vhost /)", R"(read ^(jobs)\z in vhost /)", "tag monitoring"});
  }

  TEST_CASE("rabbitmq: names and routing keys as expressions that match nothing else") {
    CHECK(escaped("a.b|c(d)*e{username}") == R"(a\.b\|c\(d\)\*e\{username\})");
    CHECK(anchored({}) == "^$");
    CHECK(anchored({"a", ".*"}) == ".*");
    CHECK(anchored({"b", "a", "b"}) == R"(^(a|b)\z)");
    CHECK(routing_key("order.created") == R"(order\.created)");
    CHECK(routing_key("stock.*.low") == R"(stock\.[^.]*\.low)");
    CHECK(routing_key("#") == ".*");
    CHECK(routing_key("audit.#") == R"(audit(\..*)?)");
    CHECK(routing_key("#.low") == R"((.*\.)?low)");
    CHECK(routing_key("#.#") == ".*");
    CHECK(routing_key("#.#.low.#.#") == R"((.*\.)?low(\..*)?)");
    CHECK(routing_key("a.#.b") == R"(a(\..*)?\.b)");
  }
}

}  // namespace portolan::access
