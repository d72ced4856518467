#include "wiring/questions.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("questions of the wiring") {
  const Wired one(R"(owner: team
services:
  a: {image: "a:1", health: none, calls: [open], publishes: [lonely], resources: {memory: 1Gi}, env: {HOST: "b", URL: "http://b:80/x", OTHER: "${secrets.none}"}}
  b: {image: "a:1", ports: {http: 80}, env: {MODE: "? which mode"}}
stores: {unused: {kind: redis}}
brokers: {mq: {kind: rabbitmq, channels: {lonely: queue, nobody: queue}, owner: team-mq}}
externals: {open: {ports: {https: 443}}}
secrets: {none: {}}
)");
  CHECK(one.said("P1") ==
        "P1022 5: does `a` talk to `b`, which `HOST` of it names? (if it does, add `b` to `calls` and write a reference; if not, nothing "
        "is opened)\n"
        "P1022 5: does `a` talk to `b`, which `URL` of it names? (if it does, add `b` to `calls` and write a reference; if not, nothing is "
        "opened)\n"
        "P1018 6: how much processor and memory does `b` need? (write `resources: {cpu: 100m..1, memory: 256Mi}`; this is what it gets "
        "until then)\n"
        "P1001 6: which mode (put the answer in place of the question)\n"
        "P1019 7: does anybody use the store `unused`? (add it to `uses` of those who do, or remove it)\n"
        "P1021 8: do the programs of `mq` declare `lonely` themselves? No variable tells them the names (if they do, write `topology: "
        "app`; if not, nothing is to be done)\n"
        "P1020 8: who consumes `lonely` of `mq`? (add it to `publishes` or `consumes` of those who do, or remove the channel)\n"
        "P1020 8: who publishes and who consumes `nobody` of `mq`? (add it to `publishes` or `consumes` of those who do, or remove the "
        "channel)\n"
        "P1010 9: what is the address of `open`? (write `host`, `url`, `cidr` or `service`)\n"
        "P1015 10: where does the secret `none` come from? (write `env`, `file`, `cluster`, `remote` or `generate`)\n");
  REQUIRE(one.wiring.questions.size() == 10);
  std::string blocking;
  for (const Question& question : one.wiring.questions) {
    if (question.blocking) blocking += question.code + " ";
    if (question.about == "mq")
      CHECK(question.to == "team-mq");
    else
      CHECK(question.to == "team");
  }
  CHECK(blocking == "P1001 P1010 P1015 ");
}

TEST_CASE("what only a mesh or this machine can carry out is said once a kind") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, local: ./a, calls: {b: {timeout: 1s, routes: [/x]}}}
  b: {image: "a:1", ports: {http: {port: 80, timeout: 2s}}, versions: {v1: {weight: 1}, v2: {weight: 2}}}
stores: {db: {kind: postgres, operator: cloudnative-pg, seed: [x.sql]}}
)");
  std::string kinds;
  for (const Unhonoured& entry : one.wiring.unhonoured) kinds += fmt::format("{} {}x: {}\n", entry.what, entry.places.size(), entry.why);
  CHECK(kinds ==
        "`local` 1x: is for this machine\n"
        "`operator` 1x: its resources are not written yet; a StatefulSet stands in\n"
        "`seed` 1x: scripts run where accounts are made, which is not there yet\n"
        "accounts and rights 1x: are not yet written in the words of this kind of server\n"
        "routes of calls 1x: need a mesh\n"
        "timeouts of calls 2x: need a mesh\n"
        "weights of versions 2x: need a mesh\n");
}

TEST_CASE("what splits requests at the gateway is not said to need a mesh, and what a mesh will do waits for it") {
  const auto kinds = [](const Wired& one) {
    std::string text;
    for (const Unhonoured& entry : one.wiring.unhonoured) text += fmt::format("{} {}x: {}\n", entry.what, entry.places.size(), entry.why);
    return text;
  };
  const std::string versions =
      "ports: {http: 80}, health: /, expose: a.example.com, versions: {v1: {weight: 1}, v2: {weight: 2, match: {headers: {x: y}}}}}\n";
  CHECK(kinds(Wired("services:\n  a: {image: \"a:1\", " + versions)) == "");
  CHECK(kinds(Wired("services:\n  b: {image: \"b:1\", health: none, calls: [a]}\n  a: {image: \"a:1\", " + versions)) ==
        "`match` of versions, for callers inside 1x: need a mesh\n"
        "weights of versions, for callers inside 2x: need a mesh\n");
  CHECK(kinds(Wired("mesh: envoy\nservices:\n  b: {image: \"b:1\", health: none, calls: {a: {timeout: 1s}}}\n  a: {image: \"a:1\", ports: "
                    "{http: 80}}\n")) ==
        "the mesh 1x: its resources are not written yet; links are held by network policies\n"
        "timeouts of calls 1x: wait for the mesh's resources, which are not written yet\n");
}

TEST_CASE("what is made where passwords are made is said, also of servers without accounts") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, env: {K: "${secrets.k}"}}
stores:
  cache: {kind: redis, auth: none, channels: {list: queue}}
brokers:
  mq: {kind: rabbitmq, auth: none, channels: {jobs: queue}}
  own: {kind: rabbitmq, auth: none, topology: app, channels: {theirs: queue}}
secrets: {k: {generate: password}, c: {cluster: there}}
)");
  std::string text;
  for (const Unhonoured& entry : one.wiring.unhonoured) text += fmt::format("{} {}x: {}\n", entry.what, entry.places.size(), entry.why);
  CHECK(text == "queues, topics and streams 1x: are made where accounts are made, which is not there yet\n");
}

TEST_CASE("patches and extra objects keep the types of YAML 1.2") {
  const Wired one(R"(services: {a: {image: "a:1", health: none}}
patches:
  - {target: {kind: Service}, why: x, merge: {spec: {a: 1, b: "1", c: true, d: yes, e: 0o17, f: 1.5, g: null, h: 0x1F, i: 1.10, j: [1, a]}}}
extra:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: x}, data: {k: "8080"}}
)");
  REQUIRE(one.wiring.patches.size() == 1);
  std::string json;
  value::emit_json(*one.wiring.patches[0].merge, json, value::JsonStyle::compact);
  CHECK(json == R"({"spec":{"a":1,"b":"1","c":true,"d":"yes","e":15,"f":1.5,"g":null,"h":31,"i":1.10,"j":[1,"a"]}})");
  REQUIRE(one.wiring.extras.size() == 1);
}

}  // namespace portolan::wiring
