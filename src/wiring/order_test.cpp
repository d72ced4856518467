#include "wiring/order.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

namespace {

std::string after(const Wired& one, std::string_view name) {
  std::string result;
  for (const std::uint32_t index : one.workload(name).after) result += one.wiring.workloads[index].name + " ";
  return result;
}

}  // namespace

TEST_CASE("servers, owning jobs and `after` come first; calls give no order") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 80}, calls: [api], uses: {db: read}}
  api: {image: "a:1", ports: {http: 80}, calls: [web], after: [web, nightly]}
  migrate: {image: "a:1", job: once, uses: {db: own}}
  nightly: {image: "a:1", job: "0 3 * * *", uses: {db: read}}
  load: {image: "a:1", health: none, publishes: [jobs]}
stores: {db: {kind: postgres}}
brokers: {mq: {kind: rabbitmq, channels: {jobs: queue}}}
)");
  CHECK(one.said() == "");
  CHECK(after(one, "migrate") == "db ");
  CHECK(after(one, "web") == "db migrate ");
  CHECK(after(one, "nightly") == "db migrate ");
  CHECK(after(one, "api") == "web ");
  CHECK(after(one, "load") == "mq ");
  CHECK(one.workload("db").wave == 0);
  CHECK(one.workload("migrate").wave == 1);
  CHECK(one.workload("web").wave == 2);
  CHECK(one.workload("api").wave == 3);
}

TEST_CASE("a job owns its part only, and owning jobs do not wait for one another") {
  const Wired one(R"(services:
  a: {image: "a:1", job: once, uses: {db/x: own}}
  b: {image: "a:1", job: once, uses: {db/y: own, db/x: own}}
  user: {image: "a:1", health: none, uses: {db/y: read}}
  all: {image: "a:1", health: none, uses: {db: admin}}
stores: {db: {kind: postgres, databases: [x, y]}}
)");
  CHECK(after(one, "a") == "db ");
  CHECK(after(one, "b") == "db ");
  CHECK(after(one, "user") == "b db ");
  CHECK(after(one, "all") == "a b db ");
}

TEST_CASE("a circle of orders is printed") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, after: [b]}
  b: {image: "a:1", health: none, after: [c]}
  c: {image: "a:1", job: once, uses: {db: own}, after: [a]}
  d: {image: "a:1", health: none, after: [nobody]}
stores: {db: {kind: postgres}}
)");
  CHECK(one.said() ==
        "P0418 4: nothing could start: a waits for b waits for c waits for a (take one of these orders away; calls need none)\n"
        "P0403 7: there is no service, store, broker or external named `nobody` (declare it, as an external if it is not part of this "
        "application)\n");
}

TEST_CASE("a chain as long as the application does not need a stack as deep") {
  std::string chart = "services:\n  s0: {image: \"a:1\", health: none}\n";
  for (int index = 1; index < 3000; ++index)
    chart += fmt::format("  s{}: {{image: \"a:1\", health: none, after: [s{}]}}\n", index, index - 1);
  const Wired one(chart);
  CHECK(one.workload("s2999").wave == 2999);
}

}  // namespace portolan::wiring
