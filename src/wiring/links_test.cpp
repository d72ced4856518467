#include "wiring/links.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("links of versions become one where they are the same") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 80}, calls: [reviews]}
  reviews:
    image: a:${self.version}
    ports: {http: 9080}
    versions:
      v1: {}
      v2: {calls: [ratings]}
      v3: {calls: [ratings]}
  ratings: {image: "a:1", ports: {http: 9080}}
)");
  CHECK(one.said() == "");
  CHECK(one.links() == "reviews calls ratings:9080\nweb calls reviews:9080\n");
  CHECK(one.wiring.links[0].from_workloads.size() == 2);
  CHECK(one.workload("reviews-v2").main.image == "a:v2");
  CHECK(one.flows({Reason::declared}) ==
        "reviews-v2 -> ratings 9080\nreviews-v3 -> ratings 9080\nweb -> reviews-v1 9080\nweb -> reviews-v2 9080\nweb -> reviews-v3 9080\n");
}

TEST_CASE("a link that stands twice is said once") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 80}, calls: [cart, "cart:grpc", cart.shop]}
  cart: {image: "a:1", ports: {grpc: 7070}}
)");
  CHECK(one.said() ==
        "P0417 4: `web` has the link `cart:grpc` twice (keep one of them)\n"
        "P0417 4: `web` has the link `cart.shop` twice (keep one of them)\n");
  CHECK(one.links() == "web calls cart:7070\n");
}

TEST_CASE("channels are found by their own name, or by their broker's") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, publishes: [paid, one/log, losst]}
  b: {image: "a:1", health: none, consumes: {paid: {}, two/log: {group: g}}}
  c: {image: "a:1", health: none, consumes: [log, one/paidd]}
brokers:
  one: {kind: rabbitmq, channels: {log: queue, paid: {kind: topic}, lost: queue}}
  two: {kind: kafka, channels: [log]}
)");
  CHECK(one.said() ==
        "P0409 4: no broker has a channel `losst` (did you mean `lost`?)\n"
        "P0410 6: 2 brokers have a channel `log` (write `one/log` or `two/log`)\n"
        "P0409 6: the broker `one` has no channel `paidd` (did you mean `paid`?)\n");
  CHECK(one.links() ==
        "a publishes one/log:5672 as a\na publishes one/paid:5672 as a\nb consumes one/paid:5672 as b\nb consumes two/log:9092 as b\n");
  CHECK(one.wiring.links[2].queue == "b.paid");
  CHECK(one.wiring.links[3].group == "g");
}

TEST_CASE("RabbitMQ has no groups") {
  const Wired one(R"(services:
  b: {image: "a:1", health: none, consumes: {paid: {group: g}}}
brokers:
  one: {kind: rabbitmq, channels: {paid: {kind: topic}}}
)");
  CHECK(one.said() ==
        "P0422 4: RabbitMQ has no consumer groups, but `b` names one for `paid` (did you mean `queue`? Services that share a queue compete "
        "for its messages)\n");
}

TEST_CASE("parts must be declared, except where they are only counted") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: {db/order: own, cache/3: write, files/x: {access: read, mount: /x}}}
stores:
  db: {kind: postgres, databases: [orders, logs]}
  cache: {kind: redis}
  files: {kind: volume, size: 1Gi}
)");
  CHECK(one.said() ==
        "P0411 4: the store `db` has no part `order` (did you mean `orders`?)\n"
        "P0411 4: the store `files` has no part `x` (shared volume has no parts: write `files`)\n");
  CHECK(one.links() == "a uses cache/3:6379 write as a\n");
}

TEST_CASE("a shared directory needs a place and belongs to its namespace") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: {files: read}}
  b: {image: "a:1", namespace: other, health: none, uses: {files: {access: write, mount: /x}}}
  c: {image: "a:1", health: none, uses: {files: {access: read, mount: /x}}}
stores:
  files: {kind: volume, size: 1Gi}
)");
  CHECK(one.said() ==
        "P0426 4: `a` uses the directory `files` without saying where it appears (write `files: {access: write, mount: /path}`)\n"
        "P0427 5: `b` in namespace `other` cannot mount `files`, which is in namespace `shop` (put both into one namespace: a volume "
        "belongs to its namespace)\n");
  REQUIRE(one.workload("c").volumes.size() == 2);
  CHECK(one.workload("c").volumes[1].kind == Volume::Kind::shared);
  CHECK(one.workload("c").volumes[1].claim == "files");
  CHECK(one.workload("c").volumes[1].read_only);
}

TEST_CASE("the cluster's own API is a target") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: {kubernetes: {pods: [get, list], deployments.apps: [get]}, kubernetes/cluster: {nodes: [list]}}}
)");
  CHECK(one.said() == "");
  CHECK(one.links() == "a uses (kubernetes):443\na uses (kubernetes)/cluster:443\n");
  const auto& rules = one.workload("a").api_rules;
  REQUIRE(rules.size() == 3);
  CHECK(rules[0].resource == "pods");
  CHECK(rules[1].group == "apps");
  CHECK(rules[1].resource == "deployments");
  CHECK(rules[2].cluster_wide);
  CHECK(one.flows({Reason::api_server}) == "a -> world-169.254.0.0/16 443 6443\n");
  const Wired knowing(R"(services: {a: {image: "a:1", health: none, uses: {kubernetes: {pods: [get]}}}}
cluster: {fqdn-policy: calico}
)");
  CHECK(knowing.flows({Reason::api_server}) == "a -> world(kubernetes.default.svc)-169.254.0.0/16 443 6443\n");
}

TEST_CASE("options of a link go over its port's, those over the mesh's") {
  const Wired one(R"(mesh: {kind: envoy, calls: {timeout: 9s, retries: 1}}
services:
  web: {image: "a:1", ports: {http: 80}, calls: {cart: {timeout: 1s}, pay: {}}}
  cart: {image: "a:1", ports: {grpc: {port: 7070, timeout: 5s, max: {connections: 3}}}}
  pay: {image: "a:1", ports: {grpc: 7070}}
)");
  CHECK(one.said() == "");
  REQUIRE(one.wiring.links.size() == 2);
  CHECK(one.wiring.links[0].options->timeout == "1s");
  CHECK(one.wiring.links[0].options->max_connections == 3u);
  CHECK(one.wiring.links[1].options->timeout == "9s");
  CHECK(one.wiring.links[1].options->retries->attempts == 1);
}

}  // namespace portolan::wiring
