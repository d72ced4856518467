#include "access/access.h"

#include <doctest/doctest.h>

#include "support/known_passwords.h"
#include "support/wired.h"

namespace portolan::access {

TEST_SUITE("access") {
  TEST_CASE("kafka: users, topics and lists of access, one a line") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: [bus/orders, bus/tenants]}
  mail: {image: a/b:1, health: none, consumes: {bus/orders: {dead-letter: lost}}}
  work: {image: a/b:1, health: none, consumes: {bus/own: {group: "work-*"}, bus/tasks: {}}}
  watch: {image: a/b:1, health: none, uses: {bus: monitor}}
brokers:
  bus: {kind: kafka, channels: {orders: {name: orders.created, partitions: 6, retention: 6d24h, settings: {cleanup.policy: compact}},
                                tenants: {name: "tenant-*"}, lost: {}, own: {topology: app}, tasks: queue}}
)");
    CHECK(one.said() == "");
    const Access access = render(one.wiring, one.wiring.accounts.at(0).server, tests::KnownPasswords(one.wiring));
    REQUIRE(access.files.size() == 1);
    CHECK(access.problems.empty());
    CHECK(access.files[0].name == "access.txt");
    std::string text = access.files[0].text;
    std::ranges::replace(text, '\t', ' ');
    CHECK(text == R"(acl mail group literal mail Describe Read
acl mail topic literal lost Describe Write
acl mail topic literal orders.created Describe Read
acl shop topic literal orders.created Describe Write
acl shop topic prefixed tenant- Describe Write
acl watch cluster literal kafka-cluster Describe DescribeConfigs
acl watch group literal * Describe
acl watch topic literal * Describe DescribeConfigs
acl work group literal tasks Describe Read
acl work group prefixed work- Describe Read
acl work topic literal own Create Describe Read
acl work topic literal tasks Describe Read
topic lost -1 -1
topic orders.created 6 -1 retention.ms=604800000 cleanup.policy=compact
topic tasks -1 -1
user admin admin-password
user mail mail-password
user shop shop-password
user watch watch-password
user work work-password
)");
  }

  TEST_CASE("kafka: names that would mean all of them are said, and give nothing") {
    const tests::Wired one(R"(
services:
  shop: {image: a/b:1, health: none, publishes: [bus/all, bus/spaced], consumes: {bus/plain: {group: "*"}}}
brokers:
  bus: {kind: kafka, channels: {all: {name: "*"}, spaced: {name: "a b"}, plain: {}}}
)");
    const Access access = render(one.wiring, one.wiring.accounts.at(0).server, tests::KnownPasswords(one.wiring));
    std::string said;
    for (const Problem& problem : access.problems) said += problem.sentence + '\n';
    CHECK(said == "Kafka has no way to call a topic `*`\nKafka has no way to call a topic `a b`\nKafka has no way to call a group `*`\n");
    CHECK(access.files.at(0).text.find("*") == std::string::npos);
    std::vector<std::string> words;
    for (const Right& right : rights_of(one.wiring, 0)) words.push_back(right.words);
    CHECK(words == std::vector<std::string>{"Describe topic plain", "Read topic plain"});
  }
}

}  // namespace portolan::access
