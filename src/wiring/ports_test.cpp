#include "wiring/ports.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("a link opens the one port that is neither for metrics nor a sidecar's") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: [cart], ports: {http: 8080}}
  cart:
    image: a:1
    ports: {grpc: 80:7070, http-metrics: 9100}
    metrics: http-metrics
    sidecars: {proxy: {image: "p:1", ports: {http-admin: 9901}}}
)");
  CHECK(one.said() == "");
  CHECK(one.links() == "web calls cart:80\n");
  CHECK(one.wiring.links.front().target == 7070);
  CHECK(one.wiring.links.front().protocol == Protocol::grpc);
}

TEST_CASE("of several ports none is the first") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: [cart], ports: {http: 8080}}
  cart: {image: "a:1", ports: {grpc: 7070, http: 8080}}
)");
  CHECK(one.said() == "P0407 4: `cart` has 2 ports and `calls` does not say which (write `cart:grpc` or `cart:http`)\n");
}

TEST_CASE("a port is named by its name or by its number") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: ["cart:7070", "cart:grpcs"], ports: {http: 8080}}
  cart: {image: "a:1", ports: {grpc: 7070, http: 8080}}
)");
  CHECK(one.said() == "P0406 4: `cart` has no port `grpcs` (did you mean `grpc`?)\n");
  CHECK(one.links() == "web calls cart:7070\n");
}

TEST_CASE("what has no port cannot be called") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: [worker, metrics], ports: {http: 8080}}
  worker: {image: "a:1", health: none}
  metrics: {image: "a:1", ports: {http: 9100}, metrics: http, health: none}
)");
  CHECK(one.said() ==
        "P0408 4: `worker` has no port that could be opened (declare one under `ports` of `worker`)\n"
        "P0408 4: `metrics` has no port that could be opened (its only port is for metrics; name it: `metrics:http`)\n");
}

TEST_CASE("a port whose name says no protocol is a question") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {admin: 8080}}
)");
  CHECK(one.said("P1014") ==
        "P1014 4: which protocol does port `admin` of `web` speak? (begin its name with the protocol (`http-admin`, `grpc-admin`, "
        "`tcp-admin`), or write `admin: {port: 8080, protocol: http}`)\n");
}

TEST_CASE("a service that calls itself on a port is headless and keeps that port among its own") {
  const Wired one(R"(services:
  ring: {image: "a:1", replicas: 3, ports: {tcp-client: 2181, tcp-peer: 2888}, calls: ["ring:tcp-peer"], volumes: {/data: 1Gi}, env: {ME: "${self.addresses}"}}
  web: {image: "a:1", calls: [ring], ports: {http: 8080}, env: {ZK: "${ring.addresses}", ONE: "${ring.address}"}}
)");
  CHECK(one.said() == "");
  CHECK(one.party("ring").headless);
  CHECK(one.workload("ring").spread_peers);
  CHECK(one.env("ring", "ME") == "ring-0.ring:2181,ring-1.ring:2181,ring-2.ring:2181");
  CHECK(one.env("web", "ZK") == "ring-0.ring:2181,ring-1.ring:2181,ring-2.ring:2181");
  CHECK(one.env("web", "ONE") == "ring:2181");
  CHECK(one.flows({Reason::peers}) == "ring -> ring 2888\n");
}

TEST_CASE("a call to oneself without a port is a mistake, from defaults it is skipped") {
  const Wired one(R"(defaults: {services: {calls: [log]}}
services:
  log: {image: "a:1", ports: {http: 8080}}
  me: {image: "a:1", ports: {http: 8080}, calls: [me]}
)");
  CHECK(one.said() ==
        "P0416 6: `me` calls itself without naming a port (remove the link, or write `me:PORT` where its replicas talk to one another)\n");
  CHECK(one.links() == "me calls log:8080\n");
}

}  // namespace portolan::wiring
