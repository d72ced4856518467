#include "support/wired.h"

// One mistake is said once: what depends on it is silent.

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("what depends on a server of unknown kind is not called wrong too") {
  const Wired one(R"(services:
  web:
    image: "a:1"
    ports: {http: 8080}
    uses: {db/orders: write, bucket: read}
    publishes: [placed, mq/paid]
    after: [db]
    env: {URL: "${db/orders.url}", HOST: "${db.address}", QUEUE: "${placed.name}", FILES: "${bucket.url}"}
stores:
  db: {kind: postgress, databases: [orders], settings: {max_connections: 100}}
  bucket: {version: "1"}
brokers: {mq: {kind: rabitmq, channels: {placed: queue, paid: queue}}}
)");
  CHECK(one.said("P033") ==
        "P0335 12: the catalogue has no kind `postgress` (did you mean `postgres`?)\n"
        "P0334 13: `bucket` says no `kind` (kinds are cassandra, clickhouse, elasticsearch, kafka, mariadb, memcached, mongodb, mssql, "
        "mysql, "
        "nats, opensearch, postgres, rabbitmq, redis, s3, valkey, volume)\n"
        "P0335 14: the catalogue has no kind `rabitmq` (did you mean `rabbitmq`?)\n");
  CHECK(one.said("P04") == "");
}

TEST_CASE("a reference to what a wrong link was meant for is silent") {
  const Wired one(R"(services:
  web:
    image: "a:1"
    ports: {http: 8080}
    calls: [api, db, "cart:htp"]
    env: {API: "${api.address}", DB: "${db.url}", CART: "${cart.url}"}
  api: {image: "a:1", ports: {http: 80, grpc: 81}}
  cart: {image: "a:1", ports: {http: 80}}
stores: {db: {kind: redis}}
)");
  CHECK(one.said() ==
        "P0407 7: `api` has 2 ports and `calls` does not say which (write `api:grpc` or `api:http`)\n"
        "P0405 7: `db` is a store, which `calls` does not take (write it under `uses`)\n"
        "P0406 7: `cart` has no port `htp` (did you mean `http`?)\n");
}

TEST_CASE("a catalogue file that is no record is said once, for every server of its kind") {
  const Wired one("stores:\n  a: {kind: etcd}\n  b: {kind: etcd}\n", {}, {}, {{"catalog/etcd.yaml", "- title: etcd\n"}});
  REQUIRE(one.sink.all().size() == 1);
  CHECK(one.sink.all().front().code == "P0704");
}

TEST_CASE("required keys are missed where layers are merged") {
  const Wired one("mesh: {tracing: {sampling: 5%}}\nservices:\n  web: {image: \"a:1\", ports: {http: 80}, replicas: {min: 2}}\n");
  CHECK(one.said() ==
        "P0209 3: `mesh` has no `kind` (for example `kind: istio`)\n"
        "P0209 3: `tracing` has no `to` (for example `to: otel-collector:grpc`)\n"
        "P0209 5: `replicas` has no `max` (for example `max: 10`)\n");
}

TEST_CASE("a version is complete with its service under it") {
  const Wired one(R"(services:
  web:
    image: "a:1"
    ports: {http: 80}
    replicas: {min: 2, max: 5}
    versions:
      v1: {replicas: {max: 3}}
      v2: {volumes: {/data: {class: fast}}}
)");
  CHECK(one.said() == "P0209 10: `/data` in `volumes` of a version has no `size` (for example `size: 10Gi`)\n");
}

TEST_CASE("a port that a var fills in must be one") {
  const Wired one("vars: {port: web}\nservices:\n  web: {image: \"a:1\", ports: {http: \"${vars.port}\"}}\n");
  CHECK(one.said() == "P0316 5: port `http` becomes `web`, which is not a port (for example `8080` or `80:8080`)\n");
}

TEST_CASE("a host that a var fills in must be one, wherever it is said") {
  const Wired one(R"(vars: {host: "Shop Front"}
cluster: {gateway: {class: eg, host: "${vars.host}"}}
services:
  a: {image: "a:1", ports: {http: 80}, expose: "${vars.host}"}
  b: {image: "a:1", ports: {http: 80}, expose: [{host: [b.example.com, "${vars.host}"], path: /}]}
  c: {image: "a:1", ports: {http: 80}, expose: "*.example.com"}
  d: {image: "a:1", ports: {http: 80}, expose: http://d.example.com}
)");
  const std::string not_one = "which is not a host name in lower case, `*.NAME` or `*` (for example `shop.example.com`)\n";
  CHECK(one.said("P03") == "P0316 4: `host` becomes `Shop Front`, " + not_one + "P0316 6: `host` becomes `Shop Front`, " + not_one +
                               "P0316 7: `host` becomes `Shop Front`, " + not_one);
  CHECK(one.said("P02") ==
        "P0205 9: `expose` of a service is `none` or a host name in lower case, `*.NAME` or `*`, not `http://d.example.com` (for example "
        "`shop.example.com`)\n");
}

TEST_CASE("versions, channels and annotations may be called what their own worlds call them") {
  const Wired one(R"(services:
  a:
    image: "a:1"
    ports: {http: 80}
    annotations: {Example.com/Reload: "true"}
    publishes: [Order_Placed, mq/order.Paid]
    versions: {V1.0: {}, v2_beta: {}}
brokers: {mq: {kind: rabbitmq, channels: {Order_Placed: queue, order.Paid: topic}}}
)");
  CHECK(one.said("P0") == "");
  CHECK(one.workload("a-v1-0").version == "V1.0");
  CHECK(one.workload("a-v2-beta").version == "v2_beta");
}

}  // namespace portolan::wiring
