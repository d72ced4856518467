#include "wiring/references.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("what a link gives its caller") {
  const Wired one(R"(services:
  web:
    image: a:1
    ports: {http: 80:8080}
    calls: [cart, pay, stripe, "docs:https"]
    env:
      CART: ${cart.address}
      PAY_HOST: ${pay.host}
      PAY_PORT: ${pay.port}
      PAY: ${pay.url}/v1
      STRIPE: ${stripe.url}
      STRIPE_HOST: ${stripe.host}
      DOCS: ${docs:https.url}
      ME: ${self.name} ${self.namespace} ${self.host} ${self.port}
      WHERE: ${pod.ip} ${pod.name} ${node.ip} ${node.name}
      DOLLARS: $${cart.address}
  cart: {image: "a:1", ports: {grpc: 7070}}
  pay: {image: "a:1", namespace: payments, ports: {http: 80:5050}}
externals:
  stripe: https://api.stripe.com/v1
  docs: {host: docs.example.com, ports: {https: 443, http: 80}}
)");
  CHECK(one.said() == "");
  CHECK(one.env("web", "CART") == "cart:7070");
  CHECK(one.env("web", "PAY_HOST") == "pay.payments");
  CHECK(one.env("web", "PAY_PORT") == "80");
  CHECK(one.env("web", "PAY") == "http://pay.payments:80/v1");
  CHECK(one.env("web", "STRIPE") == "https://api.stripe.com/v1");
  CHECK(one.env("web", "STRIPE_HOST") == "api.stripe.com");
  CHECK(one.env("web", "DOCS") == "https://docs.example.com");
  CHECK(one.env("web", "ME") == "web shop web 8080");
  CHECK(one.env("web", "WHERE") == "<pod-ip> <pod-name> <node-ip> <node-name>");
  CHECK(one.env("web", "DOLLARS") == "${cart.address}");
}

TEST_CASE("a reference needs its link") {
  const Wired one(R"(services:
  web:
    image: a:1
    ports: {http: 8080}
    calls: ["cart:grpc"]
    env: {CART: "${cart.address}", ADMIN: "${cart:http.url}", DB: "${db.url}", JOBS: "${jobs.name}", OWN: "${web.url}"}
  cart: {image: "a:1", ports: {grpc: 7070, http: 8080}}
stores: {db: {kind: postgres}}
brokers: {mq: {kind: rabbitmq, channels: {jobs: queue}}}
)");
  CHECK(one.said() ==
        "P0412 8: `web` refers to the service `cart:http` without a link to it (add `cart:http` to `calls` of `web`)\n"
        "P0412 8: `web` refers to the store `db` without a link to it (add `db` to `uses` of `web`)\n"
        "P0412 8: `web` refers to the channel `jobs` without a link to it (add `jobs` to `publishes` or `consumes` of `web`)\n");
  CHECK(one.env("web", "CART") == "cart:7070");
  CHECK(one.env("web", "OWN") == "http://web:8080");
}

TEST_CASE("fields that are not there, and what has no URL") {
  const Wired one(R"(services:
  web:
    image: a:1
    ports: {http: 8080}
    calls: [cart, wild]
    uses: [cache]
    publishes: [events]
    env: {A: "${cart.url}", B: "${cart.adress}", C: "${kafka.url}", D: "${cache.user}", E: "${wild.host}", F: "${cart.user}", G: "${self.url}"}
  cart: {image: "a:1", ports: {grpc: 7070}}
stores: {cache: {kind: redis, auth: none}}
brokers: {kafka: {kind: kafka, auth: none, channels: [events]}}
externals: {wild: {host: "*.example.com", ports: {https: 443}}}
)");
  CHECK(one.said() ==
        "P0414 10: `${cart.url}` has no URL: port `grpc` speaks grpc (use `${cart.address}`)\n"
        "P0413 10: `${cart.adress}` means nothing: the service `cart` has no `adress` (did you mean `address`?)\n"
        "P0414 10: `${kafka.url}` has no URL: Kafka knows no such form (use `${kafka.address}`)\n"
        "P0413 10: `${cache.user}` means nothing: clients of `cache` present no account (remove it, or give `cache` an `auth` other than "
        "`none`)\n"
        "P0424 10: `${wild.host}` has no one host: `wild` stands for many (write the host that the program calls as a literal, or declare "
        "an external with that one host)\n"
        "P0413 10: `${cart.user}` means nothing: the service `cart` has no `user` (there are `host`, `port`, `address`, `url`, "
        "`public-url` or `public-host`)\n"
        "P0413 10: `${self.url}` means nothing: `self` has no `url` (`self` has `name`, `namespace`, `version`, `host`, `port` and "
        "`addresses`)\n");
}

TEST_CASE("URLs of servers carry the account and the part of the link") {
  const Wired one(R"(services:
  orders: {image: "a:1", health: none, uses: {db/main: own, cache: {}}, publishes: [paid], env: {DB: "${db.url}", USER: "${db.user}", NAME: "${db.database}", CACHE: "${cache.url}", MQ: "${mq.url}"}}
  report: {image: "a:1", namespace: back, health: none, uses: {db/main: read, db/log: own}, env: {A: "${db/log.url}", B: "${db/main.password}", C: "${db.url}"}}
stores:
  db: {kind: postgres, databases: [main, log]}
  cache: {kind: redis, auth: none}
brokers: {mq: {kind: rabbitmq, channels: {paid: queue}}}
)");
  CHECK(one.said() ==
        "P0420 5: `${db.url}` does not say which of the databases of `db` is meant (write `${db/log.url}` or `${db/main.url}`)\n");
  CHECK(one.env("orders", "DB") == "postgres://<orders-to-db/user>:<orders-to-db/password>@db:5432/main");
  CHECK(one.env("orders", "USER") == "<orders-to-db/user>");
  CHECK(one.env("orders", "NAME") == "main");
  CHECK(one.env("orders", "CACHE") == "redis://cache:6379/0");
  CHECK(one.env("orders", "MQ") == "amqp://<orders-to-mq/user>:<orders-to-mq/password>@mq:5672/%2F");
  CHECK(one.env("report", "A") == "postgres://<report-to-db.shop/user>:<report-to-db.shop/password>@db.shop:5432/log");
  CHECK(one.env("report", "B") == "<report-to-db.shop/password>");
}

TEST_CASE("a password from outside has a percent-encoded copy for URLs") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, uses: {db: own}, env: {URL: "${db.url}", PLAIN: "${db.password}"}}
  b: {image: "a:1", health: none, uses: {old: own}, env: {URL: "${old.url}"}}
stores:
  db: {kind: postgres, auth: {user: "app@x", password: "${secrets.pw}"}}
  old: {kind: postgres, auth: {user: app, password: "${secrets.there}"}}
secrets: {pw: {env: PW}, there: {cluster: old-db/pass}}
)");
  CHECK(one.said() == "");
  CHECK(one.env("a", "URL") == "postgres://app%40x:<pw/value-url>@db:5432/db");
  CHECK(one.env("a", "PLAIN") == "<pw/value>");
  CHECK(one.env("b", "URL") == "postgres://app:<old-db-url/pass-url>@old:5432/old");
  REQUIRE(one.wiring.secrets.size() == 5);
  CHECK(one.wiring.secrets[0].name == "db-access");
  CHECK(one.wiring.secrets[2].name == "old-db");
  CHECK(one.wiring.secrets[2].exists);
  CHECK(one.wiring.secrets[4].keys[1].detail == "percent-encoded copy of pw/value");
}

TEST_CASE("names of channels, queues and groups") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, publishes: [paid, log], env: {Q: "${paid.name}", L: "${kafka/log.name}"}}
  b: {image: "a:1", health: none, consumes: {paid: {}, log: {group: readers}}, env: {Q: "${paid.queue}", G: "${log.group}", HOSTS: "${kafka.addresses}"}}
brokers:
  mq: {kind: rabbitmq, channels: {paid: {kind: topic, name: orders.paid}}}
  kafka: {kind: kafka, auth: none, replicas: 3, channels: {log: {name: audit-log}}}
)");
  CHECK(one.said() == "");
  CHECK(one.env("a", "Q") == "orders.paid");
  CHECK(one.env("a", "L") == "audit-log");
  CHECK(one.env("b", "Q") == "b.paid");
  CHECK(one.env("b", "G") == "readers");
  CHECK(one.env("b", "HOSTS") == "kafka-0.kafka:9092,kafka-1.kafka:9092,kafka-2.kafka:9092");
}

TEST_CASE("a reference to what is off keeps its text") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 8080}, calls: [chat], uses: {db: own}, env: {CHAT: "${chat.url}", DB: "${db.address}", USER: "${db.user}"}}
  chat: {image: "a:1", profiles: [ai], ports: {http: 80:9000}}
stores: {db: {kind: postgres, profiles: [ai]}}
)");
  CHECK(one.said() == "");
  CHECK(one.links() == "");
  CHECK(one.env("web", "CHAT") == "http://chat:80");
  CHECK(one.env("web", "DB") == "db:5432");
  CHECK(one.env("web", "USER") == "web");
}

TEST_CASE("an inherited variable goes with its link") {
  const Wired one(R"(templates:
  logged: {calls: [log], env: {LOG: "${log.address}"}}
services:
  web: {image: "a:1", extends: logged, ports: {http: 8080}, calls: {log: null}}
  api: {image: "a:1", extends: logged, ports: {http: 8080}, calls: {log: null}, env: {LOG: "${log.host}"}}
  log: {image: "a:1", ports: {grpc: 4317}}
)");
  CHECK(one.said() ==
        "P0419 4: `LOG` of `web` goes with its link to `log`, which was removed (say `LOG` at `web` itself to keep it)\n"
        "P0412 7: `api` refers to the service `log` without a link to it (add `log` to `calls` of `api`)\n");
  CHECK(one.env("web", "LOG") == "(none)");
}

TEST_CASE("the host that browsers say") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 8080}, expose: {host: shop.example.com, path: /shop}, env: {A: "${web.public-url}", B: "${api.public-host}", C: "${plain.public-url}", D: "${any.public-url}", E: "${off.public-url}"}}
  api: {image: "a:1", ports: {http: 8080}, expose: api.example.com}
  plain: {image: "a:1", ports: {http: 8080}, expose: {host: plain.example.com, tls: none}}
  any: {image: "a:1", ports: {http: 8080}, expose: {host: "*"}}
  off: {image: "a:1", ports: {http: 8080}}
)");
  CHECK(one.env("web", "A") == "https://shop.example.com/shop");
  CHECK(one.env("web", "B") == "api.example.com");
  CHECK(one.env("web", "C") == "http://plain.example.com");
  CHECK(one.said() == "P0413 4: `${off.public-url}` means nothing: `off` is not exposed (add `expose: {host: …}` to `off`)\n");
  CHECK(one.said("P1024") == "P1024 7: under which host do browsers reach `any`? (write `expose: {host: …}` at `any`)\n");
}

TEST_CASE("secrets are named and their keys") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 8080}, env: {A: "${secrets.one}", B: "${secrets.several.user}", C: "${secrets.several}", D: "${secrets.ones}", E: "${secrets.one.key}", F: "${secrets.pair.public}"}}
secrets:
  one: {env: ONE, optional: true}
  several: {keys: {user: {env: U}, password: {generate: password}}}
  pair: {generate: rsa}
)");
  CHECK(one.env("web", "A") == "<one/value>");
  CHECK(one.env("web", "B") == "<several/user>");
  CHECK(one.env("web", "F") == "<pair/public>");
  CHECK(one.said() ==
        "P0415 4: the secret `several` has 2 values and the reference does not say which (write `${secrets.several.password}` or "
        "`${secrets.several.user}`)\n"
        "P0415 4: there is no secret named `ones` (did you mean `one`?)\n"
        "P0415 4: the secret `one` has one value and no key `key` (write `${secrets.one}`)\n");
}

}  // namespace portolan::wiring
