#include "wiring/workloads.h"

#include "support/wired.h"
#include "wiring/resources.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("shapes follow from ports, volumes and jobs") {
  const Wired one(R"(services:
  web: {image: "a:1", ports: {http: 80}}
  keeper: {image: "a:1", ports: {http: 8080}, volumes: {/data: 1Gi, /scratch: temp, /fast: memory 8Mi}}
  once: {image: "a:1", job: once}
  nightly: {image: "a:1", job: "0 3 * * *"}
  worker: {image: "a:1", health: none}
stores: {cache: {kind: redis, size: temp}, db: {kind: postgres, size: 5Gi}}
)");
  CHECK(one.said() == "");
  CHECK(one.workload("web").shape == Workload::Shape::deployment);
  CHECK(one.workload("web").low_ports);
  CHECK(one.workload("keeper").shape == Workload::Shape::stateful_set);
  CHECK(one.workload("keeper").headless_name == "keeper-headless");
  CHECK(one.workload("once").shape == Workload::Shape::job);
  CHECK(one.workload("nightly").shape == Workload::Shape::cron_job);
  CHECK(one.workload("nightly").job->schedule == "0 3 * * *");
  CHECK(one.party("worker").service_kind == ServiceKind::worker);
  CHECK(one.workload("cache").shape == Workload::Shape::stateful_set);
  const auto& volumes = one.workload("keeper").volumes;
  REQUIRE(volumes.size() == 4);
  CHECK(volumes[0].kind == Volume::Kind::kept);
  CHECK(volumes[1].kind == Volume::Kind::memory);
  CHECK(volumes[2].size == "256Mi");
  CHECK(volumes[3].rule_made);
  CHECK(one.workload("keeper").main.resources.storage.limit == "384Mi");
  CHECK(one.workload("cache").volumes.front().kind == Volume::Kind::temporary);
}

TEST_CASE("request and limit, as Kubernetes writes them back") {
  CHECK(quantity_of("100m..1").request == "100m");
  CHECK(quantity_of("100m..1").limit == "1");
  CHECK(quantity_of("100m..").limit == "");
  CHECK(quantity_of("0.5").request == "500m");
  CHECK(quantity_of("2000m").limit == "2");
  CHECK(quantity_of("1.5Gi").limit == "1536Mi");
  CHECK(quantity_of("1024Mi").limit == "1Gi");
  CHECK(!bytes_of("12"));
}

TEST_CASE("images: the catalogue's, a mirror's, without a tag, the newest") {
  const Wired one(R"(services:
  a: {image: "quay.io/x/a", health: none}
  b: {image: "b:latest", health: none}
  c: {health: none}
  d: {image: "localhost:5000/d@sha256:aa", health: none}
stores: {cache: {kind: redis, version: "7.2"}, other: {kind: redis, image: "my/redis:1"}}
cluster: {mirror: mirror.example, registries: {quay.io: pull-quay, mirror.example: pull-mirror}}
)");
  CHECK(one.workload("cache").main.image == "mirror.example/docker.io/library/redis:7.2");
  CHECK(one.workload("other").main.image == "mirror.example/my/redis:1");
  CHECK(one.workload("other").pull_secrets == std::vector<std::string>{"pull-mirror"});
  CHECK(one.said() == "P0431 5: `b` runs `b:latest`, which may be another image tomorrow (name a version or a digest)\n");
  CHECK(one.said("P1013") ==
        "P1013 4: which tag of `quay.io/x/a` does `a` run? (write `image: quay.io/x/a:TAG`; without a tag it would be whatever is newest)\n"
        "P1013 6: which image does `c` run? (write `image: REGISTRY/NAME:TAG`)\n");
}

TEST_CASE("containers beside and before have what the service has, unless they say otherwise") {
  const Wired one(R"(services:
  a:
    image: a:1
    user: 1000:2000
    ports: {http: 8080}
    args: [run, "--port=${self.port}", "${secrets.key}"]
    init: [{name: first, args: [migrate], resources: {cpu: 1}}]
    sidecars: {proxy: {image: "p:2", user: "0", ports: {http-admin: 9901}, env: {UP: "${self:http.port}"}}}
secrets: {key: {env: KEY}}
)");
  CHECK(one.said() == "");
  const Workload& a = one.workload("a");
  CHECK(a.main.gid == 2000);
  CHECK(Wired::written(a.main.args->at(1)) == "--port=8080");
  CHECK(Wired::written(a.main.args->at(2)) == "<key/value>");
  CHECK(a.init.at(0).image == "a:1");
  CHECK(a.init.at(0).uid == 1000);
  CHECK(a.sidecars.at(0).image == "p:2");
  CHECK(a.sidecars.at(0).ports.at(0).sidecar);
  CHECK(a.main.ports.size() == 1);
  CHECK(a.waivers.at("high-uid") == "the image is built for user 1000");
  CHECK(a.waivers.at("run-as-root") == "the image is built for user 0");
  CHECK(a.waivers.contains("secrets-in-env"));
}

TEST_CASE("settings go where the catalogue says") {
  const Wired one(R"(stores:
  db: {kind: postgres, settings: {max_connections: 50}}
  cache: {kind: redis, auth: none, settings: {maxmemory-policy: volatile lru}}
brokers:
  mq: {kind: rabbitmq, settings: {channel_max: 9, heartbeat: 5}}
  log: {kind: kafka, auth: none, settings: {log.retention.hours: 3}}
)");
  CHECK(one.said() == "");
  CHECK(Wired::written(one.workload("db").main.args->back()) == "max_connections=50");
  CHECK(Wired::written(one.workload("cache").main.args->back()) == "volatile lru");
  CHECK(one.env("log", "KAFKA_LOG_RETENTION_HOURS") == "3");
  bool found = false;
  for (const File& file : one.workload("mq").files) found = found || file.content == "channel_max = 9\nheartbeat = 5\n";
  CHECK(found);
}

}  // namespace portolan::wiring
