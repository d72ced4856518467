#include "wiring/fixes.h"

#include "diagnostics/apply_fixes.h"
#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

namespace {

// The text after every fix that is offered was applied.
std::string fixed(std::string_view text) {
  const Wired one(text);
  const auto result = diagnostics::apply_fixes(one.sink.all(), one.ground.sources);
  return result.texts.empty() ? std::string("nothing") : result.texts.begin()->second.substr(22);
}

}  // namespace

TEST_CASE("a missing link is added where links stand") {
  CHECK(fixed("services:\n  web:\n    image: a:1\n    ports: {http: 8080}\n    env:\n      A: ${cart.address}\n      B: ${cart.host}\n  "
              "cart: {image: \"a:1\", ports: {grpc: 7070}}\n") ==
        "services:\n  web:\n    image: a:1\n    ports: {http: 8080}\n    env:\n      A: ${cart.address}\n      B: ${cart.host}\n    calls: "
        "[cart]\n  cart: {image: \"a:1\", ports: {grpc: 7070}}\n");
  CHECK(fixed("services:\n  web:\n    image: a:1\n    health: none\n    calls: [pay]  # why\n    uses: {cache: {}}\n    env: {A: "
              "\"${cart:http.address}\", B: \"${db/one.url}\"}\n  pay: {image: \"a:1\", ports: {grpc: 7070}}\n"
              "  cart: {image: \"a:1\", ports: {grpc: 7070, http: 80}, health: none}\nstores: {cache: {kind: redis}, db: {kind: postgres, "
              "databases: [one, two]}}\n") ==
        "services:\n  web:\n    image: a:1\n    health: none\n    calls: [pay, \"cart:http\"]  # why\n    uses: {cache: {}, db/one: {}}\n  "
        "  env: {A: \"${cart:http.address}\", B: \"${db/one.url}\"}\n  pay: {image: \"a:1\", ports: {grpc: 7070}}\n"
        "  cart: {image: \"a:1\", ports: {grpc: 7070, http: 80}, health: none}\nstores: {cache: {kind: redis}, db: {kind: postgres, "
        "databases: [one, two]}}\n");
  CHECK(
      fixed(
          "services:\n  web: {image: \"a:1\", calls: {pay: {}}, env: {A: \"${cart:http.address}\"}}\n  pay: {image: \"a:1\", ports: {grpc: "
          "7070}}\n  cart: {image: \"a:1\", ports: {grpc: 7070, http: 80}}\n") ==
      "services:\n  web: {image: \"a:1\", calls: {pay: {}, cart:http: {}}, env: {A: \"${cart:http.address}\"}}\n  pay: {image: \"a:1\", "
      "ports: "
      "{grpc: 7070}}\n  cart: {image: \"a:1\", ports: {grpc: 7070, http: 80}}\n");
}

TEST_CASE("what is misspelt is written right") {
  CHECK(fixed("services:\n  web: {image: \"a:1\", health: none, calls: [card, \"pay:grcp\"], publishes: {mq/jbos: {}}, env: {A: "
              "\"x${cart.adress}y\", B: \"${cart.url}\"}}\n  cart: {image: \"a:1\", ports: {grpc: 7070}}\n"
              "  pay: {image: \"a:1\", health: none, ports: {grpc: 7070, http: 80}}\nbrokers: {mq: {kind: rabbitmq, channels: {jobs: "
              "queue}}}\n") ==
        "services:\n  web: {image: \"a:1\", health: none, calls: [cart, \"pay:grpc\"], publishes: {mq/jobs: {}}, env: {A: "
        "\"x${cart.adress}y\", B: \"${cart.url}\"}}\n  cart: {image: \"a:1\", ports: {grpc: 7070}}\n"
        "  pay: {image: \"a:1\", health: none, ports: {grpc: 7070, http: 80}}\nbrokers: {mq: {kind: rabbitmq, channels: {jobs: queue}}}\n");
  CHECK(fixed("services:\n  web: {image: \"a:1\", health: none, calls: [cart], env: {A: \"x${cart.adress}y\", B: \"${cart.url}\", C: "
              "\"${crat.host}\"}}\n  cart: {image: \"a:1\", ports: {grpc: 7070}}\n") ==
        "services:\n  web: {image: \"a:1\", health: none, calls: [cart], env: {A: \"x${cart.address}y\", B: \"${cart.address}\", C: "
        "\"${cart.host}\"}}\n  cart: {image: \"a:1\", ports: {grpc: 7070}}\n");
}

}  // namespace portolan::wiring
