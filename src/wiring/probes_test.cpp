#include "wiring/probes.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("liveness is another kind than readiness, and three times laxer") {
  const Wired one(R"(services:
  http: {image: "a:1", ports: {http: 80:8080}, health: /healthz}
  grpc: {image: "a:1", ports: {grpc: 7070}, health: grpc}
  tcp: {image: "a:1", ports: {tcp: 9000}}
  tls: {image: "a:1", ports: {https: 8443}, health: {path: /up, every: 3s, timeout: 1500ms, failures: 5, startup: 20s}}
)");
  CHECK(one.said() == "");
  const Health& http = one.workload("http").health;
  CHECK(http.ready.kind == Probe::Kind::http);
  CHECK(http.ready.path == "/healthz");
  CHECK(http.ready.port == 8080);
  CHECK(http.ready.port_name == "http");
  CHECK(http.live.kind == Probe::Kind::tcp);
  CHECK(http.live.failures == 9);
  CHECK(http.startup.every_s == 5);
  CHECK(http.startup.failures == 12);
  CHECK(one.workload("grpc").health.live.kind == Probe::Kind::tcp);
  const Health& tcp = one.workload("tcp").health;
  CHECK(tcp.ready.port_name == "tcp");
  CHECK(tcp.live.port_name == "");
  CHECK(tcp.live.port == 9000);
  const Health& tls = one.workload("tls").health;
  CHECK(tls.ready.tls);
  CHECK(tls.ready.timeout_s == 2);
  CHECK(tls.startup.every_s == 3);
  CHECK(tls.startup.failures == 7);
  CHECK(!tls.live.tls);
}

TEST_CASE("what is said of liveness holds; equal checks are waived, distinct by port name") {
  const Wired one(R"(services:
  same: {image: "a:1", ports: {http: 8080}, health: {path: /h, live: {path: /h, every: 3s, failures: 5}}}
  other: {image: "a:1", ports: {http: 8080}, health: {path: /h, live: /live}}
  none: {image: "a:1", ports: {http: 8080}, health: {path: /h, live: none}}
  worker: {image: "a:1", health: {exec: [cat, /tmp/alive]}}
)");
  const Workload& same = one.workload("same");
  CHECK(same.health.live.failures == 5);
  CHECK(same.health.live.port_name == "");
  CHECK(same.waivers.at("probes-identical") == "the program has one check for both");
  CHECK(one.workload("other").health.live.path == "/live");
  CHECK(one.workload("other").health.live.failures == 9);
  CHECK(!one.workload("other").waivers.contains("probes-identical"));
  CHECK(one.workload("none").health.live.kind == Probe::Kind::none);
  CHECK(one.workload("none").waivers.at("liveness") == "`health` has no liveness");
  CHECK(one.workload("worker").health.live.kind == Probe::Kind::exec);
  CHECK(one.workload("worker").health.live.failures == 9);
}

TEST_CASE("without a main port health is a question; jobs have none") {
  const Wired one(R"(services:
  two: {image: "a:1", ports: {http: 8080, grpc: 7070}}
  named: {image: "a:1", ports: {http: 8080, grpc: 7070}, health: {tcp: grpc}}
  unnamed: {image: "a:1", ports: {http: 8080, grpc: 7070}, health: /up}
  worker: {image: "a:1"}
  job: {image: "a:1", job: once}
)");
  CHECK(one.said("P1017") ==
        "P1017 4: which port or path says that `two` is well? (write `health: /path`, `health: {tcp: PORT}` or `health: none`)\n"
        "P1017 7: how does one see that `worker` is well? (write `health: {exec: [COMMAND]}`, or `health: none`)\n");
  CHECK(one.said() == "P0407 6: `unnamed` has 2 ports and `health` does not say which (write `unnamed:grpc` or `unnamed:http`)\n");
  CHECK(one.workload("named").health.ready.port == 7070);
  CHECK(one.workload("job").health.ready.kind == Probe::Kind::none);
  CHECK(one.workload("job").waivers.contains("job-probes"));
}

}  // namespace portolan::wiring
