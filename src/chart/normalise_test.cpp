#include "chart/normalise.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "diagnostics/apply_fixes.h"
#include "yaml/parse.h"

namespace portolan::chart {
namespace {

// A tree in one line, as flow YAML without quotes; `~` is null, `!` one that the short form made.
std::string flow(const yaml::Node* node) {
  if (node == nullptr) return "nothing";
  switch (node->kind) {
    case yaml::Kind::null: return node->style == yaml::Style::made ? "!" : "~";
    case yaml::Kind::scalar: return node->text.empty() ? "''" : std::string(node->text);
    case yaml::Kind::sequence: {
      std::string text;
      for (const yaml::Node* item : node->items) text += (text.empty() ? "" : ", ") + flow(item);
      return "[" + text + "]";
    }
    case yaml::Kind::map: {
      std::string text;
      for (const yaml::Entry& entry : node->entries) text += (text.empty() ? "" : ", ") + std::string(entry.key) + ": " + flow(entry.value);
      return "{" + text + "}";
    }
  }
  return {};
}

struct Reading {
  text::Sources sources;
  yaml::Arena arena;
  diagnostics::Sink sink;
  const yaml::Node* tree = nullptr;
  const yaml::Node* result = nullptr;
  std::string problems;  // "line:column code message [label] {hint} <fix>"

  Reading(std::string content, std::string_view record, bool root_file = true) {
    const std::uint32_t file = sources.add("a.yaml", std::move(content));
    tree = yaml::parse(sources, file, arena, sink);
    REQUIRE(tree != nullptr);
    REQUIRE(sink.all().empty());
    result = normalise(*tree, record, {arena, sources, sink, root_file});
    sink.sort_and_unify();
    for (const diagnostics::Diagnostic& one : sink.all()) problems += said(one);
  }

  std::string said(const diagnostics::Diagnostic& one) const {
    const text::Position at = sources.file(one.span.file).position(one.span.begin);
    std::string text = std::to_string(at.line) + ":" + std::to_string(at.column) + " " + std::string(one.code) + " " + one.message;
    if (!one.label.empty()) text += " [" + one.label + "]";
    if (!one.hint.empty()) text += " {" + one.hint + "}";
    if (one.fix) text += " <" + one.fix->title + ">";
    return text + "\n";
  }
};

std::string long_form(std::string content, std::string_view record = "Service") {
  const Reading reading(std::move(content), record);
  CHECK(reading.problems == "");
  return flow(reading.result);
}

std::string problems(std::string content, std::string_view record = "Service") { return Reading(std::move(content), record).problems; }

TEST_CASE("lists of links are maps") {
  CHECK(long_form("calls: [a, b.shop:grpc]") == "{calls: {a: {}, b.shop:grpc: {}}}");
  CHECK(long_form("uses: {db: read, cache: {}, old: null}") == "{uses: {db: {access: read}, cache: {}, old: ~}}");
  CHECK(long_form("uses: {kubernetes: {deployments.apps: [get, patch]}}") == "{uses: {kubernetes: {deployments.apps: [get, patch]}}}");
  CHECK(long_form("channels: [a]", "Server") == "{channels: {a: {}}}");
  CHECK(long_form("channels: {a: queue, b: {kind: topic}}", "Server") == "{channels: {a: {kind: queue}, b: {kind: topic}}}");
  CHECK(long_form("databases: [a_b, '0']", "Server") == "{databases: {a_b: {}, 0: {}}}");
  CHECK(long_form("calls: {a: {routes: [/x/*]}}") == "{calls: {a: {routes: {/x/*: {}}}}}");
}

TEST_CASE("a short form stands for its record") {
  CHECK(long_form("ports: {http: 8080, grpc: 80:8080}") == "{ports: {http: {port: 8080, target: !}, grpc: {port: 80, target: 8080}}}");
  CHECK(long_form("replicas: 3") == "{replicas: {min: 3, max: 3}}");
  CHECK(long_form("replicas: 2..10") == "{replicas: {min: 2, max: 10}}");
  CHECK(long_form("health: /up") == "{health: {path: /up, tcp: !, grpc: !, exec: !}}");
  CHECK(long_form("health: tcp") == "{health: {path: !, tcp: '', grpc: !, exec: !}}");
  CHECK(long_form("health: {path: /a, live: grpc}") == "{health: {path: /a, live: {path: !, tcp: !, grpc: '', exec: !}}}");
  CHECK(long_form("health: none") == "{health: none}");
  CHECK(long_form("metrics: http-metrics") == "{metrics: {port: http-metrics}}");
  CHECK(long_form("metrics: /m") == "{metrics: {path: /m, port: !}}");
  CHECK(long_form("metrics: none") == "{metrics: none}");
  CHECK(long_form("job: once") == "{job: {run: once, schedule: !}}");
  CHECK(long_form("job: '0 3 * * *'") == "{job: {schedule: 0 3 * * *, run: !}}");
  CHECK(long_form("volumes: {/a: 5Gi, /b: temp}") == "{volumes: {/a: {size: 5Gi}, /b: {size: temp}}}");
  CHECK(long_form("files: {/a: b}") == "{files: {/a: {from: b}}}");
  CHECK(long_form("local: ./run --x") == "{local: {run: ./run --x}}");
  CHECK(long_form("local: [./run, --x]") == "{local: {run: [./run, --x]}}");
  CHECK(long_form("calls: {a: {retries: 2}}") == "{calls: {a: {retries: {attempts: 2}}}}");
  CHECK(long_form("mesh: none") == "{mesh: none}");
  CHECK(long_form("{portolan: 1, app: a, mesh: none}", "Chart") == "{portolan: 1, app: a, mesh: {kind: none}}");
  CHECK(long_form("externals: {x: https://x.example}", "Environment") == "{externals: {x: {url: https://x.example}}}");
  CHECK(long_form("external: https://x.example", "Server") == "{external: {url: https://x.example}}");
  CHECK(long_form("auth: shared", "Server") == "{auth: shared}");
}

TEST_CASE("one value stands for a list of one, and words that are no short form stay") {
  CHECK(long_form("extends: a") == "{extends: [a]}");
  CHECK(long_form("expose: a.example.com") == "{expose: {host: [a.example.com]}}");
  CHECK(long_form("expose: none") == "{expose: none}");
  CHECK(long_form("expose: {via: gateway, at: null, host: '*'}") == "{expose: {via: gateway, at: ~, host: [*]}}");
  CHECK(long_form("expose: [{host: a, path: [/x]}, b]") == "{expose: [{host: [a], path: [/x]}, {host: [b]}]}");
  CHECK(long_form("expose: {to: [a.b, {namespace: c}]}") == "{expose: {to: [a.b, {namespace: c}]}}");
  CHECK(long_form("args: a b") == "{args: a b}");
  CHECK(long_form("args: [a, b]") == "{args: [a, b]}");
  CHECK(long_form("metrics: prometheus.monitoring", "Cluster") == "{metrics: [prometheus.monitoring]}");
  CHECK(long_form("seed: image", "Server") == "{seed: image}");
  CHECK(long_form("except: private", "External") == "{except: private}");
}

TEST_CASE("questions and references stand where a text may") {
  CHECK(long_form("ports: {http: '? which port'}") == "{ports: {http: {port: ? which port, target: !}}}");
  CHECK(long_form("replicas: ${vars.n}") == "{replicas: {min: ${vars.n}, max: ${vars.n}}}");
  CHECK(long_form("replicas: {min: 1, max: '${vars.n}'}") == "{replicas: {min: 1, max: ${vars.n}}}");
  CHECK(long_form("uses: {db: '? may it write'}") == "{uses: {db: {access: ? may it write}}}");
  CHECK(long_form("expose: '? host name'") == "{expose: {host: [? host name]}}");
  CHECK(long_form("health: '? how is it asked'") == "{health: {path: ? how is it asked, tcp: !, grpc: !, exec: !}}");
  CHECK(long_form("stop: ${vars.stop}") == "{stop: ${vars.stop}}");
}

TEST_CASE("what is in long form already is returned as it is") {
  const Reading reading("image: a:1\nports: {http: {port: 80}}\ncalls: {b: {}}\nenv: {A: b}\nargs: [a]\n", "Service");
  CHECK(reading.problems == "");
  CHECK(reading.result == reading.tree);
  const Reading changed("env: {A: b}\ncalls: [c]\nlabels: {a: b}\n", "Service");
  CHECK(changed.result != changed.tree);
  CHECK(changed.result->get("env") == changed.tree->get("env"));
  CHECK(changed.result->get("labels") == changed.tree->get("labels"));
}

TEST_CASE("what a short form made has the place of what was written") {
  const Reading reading("calls: [aa, bb]\nports: {http: 80:8080}\n", "Service");
  const yaml::Entry* link = reading.result->get("calls")->find("bb");
  CHECK(reading.sources.text(link->key_span) == "bb");
  CHECK(reading.sources.text(link->value->span) == "bb");
  const yaml::Node* port = reading.result->get("ports")->get("http");
  CHECK(reading.sources.text(port->span) == "80:8080");
  CHECK(reading.sources.text(port->get("target")->span) == "80:8080");
  CHECK(reading.sources.text(reading.result->get("ports")->find("http")->key_span) == "http");
}

TEST_CASE("a key that the record has not") {
  CHECK(problems("prots: {http: 80}") == "1:1 P0201 `prots` is not a key of a service [did you mean `ports`] <write `ports`>\n");
  CHECK(problems("timeout: 5s") ==
        "1:1 P0202 `timeout` is not a key of a service {it is a key of a `calls` link, a route, `health` or `job`}\n");
  CHECK(problems("frobnicate: 5s", "Fault") ==
        "1:1 P0201 `frobnicate` is not a key of `fault` {the keys of `fault` are `percent`, `delay`, `status`}\n");
  CHECK(problems("calls: {a: {retries: {perTry: 1s}}}") ==
        "1:23 P0227 `perTry` is not a key of `retries` [did you mean `per-try`] "
        "{keys of the language are written in lower case with dashes} <write `per-try`>\n");
  CHECK(problems("{imagePulPolicy: x, ports: {}, prots: {}}") ==
        "1:2 P0227 `imagePulPolicy` is not a key of a service "
        "{this looks like a field of Kubernetes; keys of the language are written in lower case with dashes}\n"
        "1:32 P0201 `prots` is not a key of a service {`ports` is written here already}\n");
}

TEST_CASE("a misspelt key is read as the key that was meant") {
  const Reading reading("prots: {http: 80}\nfrobnicate: 1\n", "Service");
  CHECK(flow(reading.result) == "{ports: {http: {port: 80, target: !}}}");
}

TEST_CASE("habits of other tools get advice of their own") {
  CHECK(problems("command: run") ==
        "1:1 P0220 `command` is not a key of a service {Compose calls so what replaces CMD, Kubernetes what replaces ENTRYPOINT; "
        "write `args` for Compose's meaning, `entrypoint` for Kubernetes'}\n");
  CHECK(problems("expose: [9000]") ==
        "1:1 P0221 `expose` of a service names no ports {ports are declared under `ports` and opened to whoever calls them; "
        "`expose` is for the world outside: `expose: {host: shop.example.com}`}\n");
  CHECK(problems("ports: ['8080:80']") ==
        "1:1 P0222 `ports` of a service is a map, not a list {give each port a name that begins with its protocol: "
        "`ports: {http: 8080}`, or `http: 80:8080` where others say 80}\n");
  CHECK(problems("environment: {A: b}") ==
        "1:1 P0224 `environment` is not a key of a service [did you mean `env`] {the variables of a program stand under `env`} <write "
        "`env`>\n");
  CHECK(problems("restart: always") ==
        "1:1 P0225 `restart` is not a key of a service {every service is restarted when it ends; a program that ends on purpose says `job: "
        "once`}\n");
  CHECK(problems("readinessProbe: {}") ==
        "1:1 P0242 `readinessProbe` is not a key of a service "
        "{write `health: /path`, or `health: {path: /path, startup: 60s, live: tcp}`}\n");
  CHECK(problems("env: [A=b]") ==
        "1:1 P0234 `env` of a service is a map, not a list {write a map: `env: {LOG_LEVEL: info}`} <write a map>\n");
  CHECK(problems("env: [{name: A, value: b}]") ==
        "1:1 P0234 `env` of a service is a map, not a list {write a map: `env: {LOG_LEVEL: info}`}\n");
}

TEST_CASE("lists of assignments become maps where they stand") {
  const auto fixed = [](std::string content) {
    const Reading reading(std::move(content), "Service");
    return diagnostics::apply_fixes(reading.sink.all(), reading.sources).texts.at(0);
  };
  CHECK(fixed("env:\n  - A=b # one\n  -  'C=\"d\"'\n") == "env:\n  A: \"b\" # one\n  C: \"\\\"d\\\"\"\n");
  CHECK(fixed("environment:\n- A=\n- C=x=y\nstop: 5s\n") == "env:\n  A: \"\"\n  C: \"x=y\"\nstop: 5s\n");
  CHECK(fixed("labels: [a=b, c=d]\n") == "labels: {a: \"b\", c: \"d\"}\n");
}

TEST_CASE("a file of wrong keys is read no further than a thousand mistakes") {
  std::string content;
  for (int number = 0; number < 5000; ++number) content += "wrong" + std::to_string(number) + ": 1\n";
  const Reading reading(content, "Service");
  CHECK(reading.sink.all().size() == 1001);
  CHECK(reading.problems.ends_with("P0215 there are more than 1000 mistakes; the rest was not read\n"));
}

TEST_CASE("keys of the root file have no place in an included one") {
  CHECK(Reading("app: a\nservices: {}\n", "Chart", false).problems ==
        "1:1 P0203 `app` stands in the root file only [an included file] {say it once, in the file that includes this one}\n");
}

TEST_CASE("values of the wrong shape") {
  CHECK(problems("calls: cart") == "1:8 P0204 `calls` of a service is a list or a map, not a text <write `[cart]`>\n");
  CHECK(problems("image: [a]") == "1:8 P0204 `image` of a service is a text, not a list\n");
  CHECK(problems("resources: 100m") == "1:12 P0204 `resources` of a service is a map, not a text\n");
  CHECK(problems("calls: [{a: {}}]") ==
        "1:9 P0204 an item of `calls` of a service is a target, written `NAME[.NAMESPACE][:PORT][/PART]`, not a map "
        "{what has options is an entry of a map: `calls: {NAME: {…}}`}\n");
  CHECK(problems("profiles: [a, null]") == "1:15 P0210 an item of `profiles` of a service is empty\n");
  CHECK(problems("calls: [a, b, a]") == "1:15 P0211 `a` stands twice in `calls` of a service\n");
  CHECK(problems("uses: [kubernetes]") ==
        "1:8 P0214 `kubernetes` is the cluster's own API, and a link to it says what it may do there "
        "{write the resources and the verbs: `uses: {kubernetes: {deployments.apps: [get, list]}}`}\n");
}

TEST_CASE("texts without the form") {
  CHECK(problems("stop: 30") ==
        "1:7 P0205 `stop` of a service is a duration with its unit (ms, s, m, h, d), not `30` [did you mean `30s`] {for example `30s`}\n");
  CHECK(problems("replicas: 2-10") ==
        "1:11 P0205 `replicas` of a service is a number or a range, not `2-10` [did you mean `2..10`] {for example `2..10`} <write "
        "`2..10`>\n");
  CHECK(problems("resources: {memory: 256MB}") ==
        "1:21 P0205 `memory` of `resources` is an amount of memory, written `REQUEST..LIMIT`, not `256MB` [did you mean `256Mi`] "
        "{for example `128Mi..256Mi`}\n");
  CHECK(problems("job: daily") ==
        "1:6 P0205 `job` of a service is `once`, `manual` or a schedule of five fields as cron takes it, not `daily` {for example `0 3 * * "
        "*`}\n");
  CHECK(problems("health: up") == "1:9 P0206 `health` of a service is `/path`, `tcp`, `grpc` or `none`, not `up`\n");
  CHECK(problems("uses: {db: reed}") ==
        "1:12 P0206 `db` in `uses` of a service is `read`, `write`, `own`, `admin` or `monitor`, not `reed` [did you mean `read`] <write "
        "`read`>\n");
  CHECK(problems("ports: {http: 70000}") == "1:15 P0207 `http` in `ports` of a service is between 1 and 65535, not `70000`\n");
  CHECK(problems("ports: {http: 0:80}") == "1:15 P0207 `http` in `ports` of a service is between 1 and 65535, not `0:80`\n");
  CHECK(problems("{portolan: 2, app: a}", "Chart") ==
        "1:12 P0309 version 2 of the language is not known {this program reads version 1: write `portolan: 1`}\n");
  CHECK(problems("headless: yes") ==
        "1:11 P0208 `headless` of a service is `true` or `false`, not `yes` [did you mean `true`] "
        "{what YAML 1.1 takes for a truth value is a text today; write `true` instead of `yes`} <write `true`>\n");
  CHECK(problems("health: off") ==
        "1:9 P0208 `health` of a service is `/path`, `tcp`, `grpc` or `none`, not `off` [did you mean `none`] "
        "{what YAML 1.1 takes for a truth value is a text today; write `none` instead of `off`} <write `none`>\n");
  CHECK(problems("env: {A=B: c}") ==
        "1:7 P0212 a key of `env` is the name of a variable: printable ASCII without `=`, not `A=B` {for example `LOG_LEVEL`}\n");
  CHECK(problems("calls: ['a b']") ==
        "1:9 P0205 an item of `calls` of a service is a target, written `NAME[.NAMESPACE][:PORT][/PART]`, not `a b` {for example "
        "`cart.payments:grpc`}\n");
  CHECK(problems("waive: {writable-rot: why}") ==
        "1:9 P0213 `writable-rot` is not a hardening rule [did you mean `writable-root`] <write `writable-root`>\n");
}

TEST_CASE("wrong entries are left out") {
  CHECK(flow(Reading("stop: 30\nports: {http: 0, grpc: 1}\nprofiles: [a, '', b]\n", "Service").result) ==
        "{ports: {grpc: {port: 1, target: !}}, profiles: [a, b]}");
}

TEST_CASE("required keys are missed where no merging could add them") {
  CHECK(problems("init: [{image: a}]") == "1:8 P0209 a container has no `name` {for example `name: prepare`}\n");
  CHECK(problems("volumes: {/a: {class: fast}}") == "");
}

TEST_CASE("required keys of a merged tree") {
  Reading reading("volumes: {/a: {class: fast}}\nports: {http: {target: 8080}}\nreplicas: {min: 2}\n", "Service");
  REQUIRE(reading.problems == "");
  check_required(*reading.result, "Service", reading.result->span, reading.sink);
  std::string all;
  for (const diagnostics::Diagnostic& one : reading.sink.all()) all += reading.said(one);
  CHECK(all ==
        "1:11 P0209 `/a` in `volumes` of a service has no `size` {for example `size: 10Gi`}\n"
        "2:9 P0209 `http` in `ports` of a service has no `port` {for example `port: 8080`}\n"
        "3:1 P0209 `replicas` has no `max` {for example `max: 10`}\n");
}

TEST_CASE("a text that was filled in is checked by its key") {
  Reading reading("stop: ${vars.stop}\n", "Service");
  const text::Span span = reading.result->get("stop")->span;
  CHECK(check_scalar("30s", span, "Service", "stop", reading.sink));
  CHECK(check_scalar("? how long", span, "Service", "stop", reading.sink));
  CHECK(check_scalar("80:8080", span, "Service", "ports", reading.sink));
  CHECK_FALSE(check_scalar("2-3", span, "Service", "replicas", reading.sink));
  CHECK(reading.said(reading.sink.all().front()) ==
        "1:7 P0205 `replicas` of a service is a number or a range, not `2-3` [did you mean `2..3`] {for example `2..10`}\n");
}

TEST_CASE("an empty file and one that is no map") {
  CHECK(problems("", "Chart") == "1:1 P0204 the chart is empty {begin with `portolan: 1` and `app: NAME`}\n");
  CHECK(problems("[a]", "Chart") == "1:1 P0204 the chart is a map {begin with `portolan: 1` and `app: NAME`}\n");
}

TEST_CASE("every chart of the project is normalised without a word") {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PORTOLAN_SOURCE_DIR "/tests/charts")) {
    if (entry.path().extension() != ".yaml") continue;
    std::stringstream content;
    content << std::ifstream(entry.path()).rdbuf();
    CAPTURE(entry.path().string());
    CHECK(Reading(content.str(), "Chart").problems == "");
    ++count;
  }
  CHECK(count == 14);
}

TEST_CASE("what the JSON Schema refuses is refused here too") {
  Reading reading("", "Chart");
  std::stringstream content;
  content << std::ifstream(PORTOLAN_SOURCE_DIR "/tests/schema/wrong.yaml").rdbuf();
  const std::uint32_t file = reading.sources.add("wrong.yaml", content.str());
  const yaml::Node* table = yaml::parse(reading.sources, file, reading.arena, reading.sink);
  REQUIRE(table->entries.size() > 20);
  for (const yaml::Entry& entry : table->entries) {
    diagnostics::Sink sink;
    normalise(*entry.value, "Chart", {reading.arena, reading.sources, sink, true});
    std::size_t found = 0;
    for (const diagnostics::Diagnostic& one : sink.all()) found += one.message.starts_with("the chart has no") ? 0 : 1;
    CAPTURE(entry.key);
    CHECK(found == 1);
  }
}

TEST_CASE("every example of the table is normalised without a word") {
  for (const language::Record& record : language::records()) {
    for (const language::Key& key : record.keys) {
      if (key.example.empty()) continue;
      Reading reading(std::string(key.name) + ": " + std::string(key.example), "Chart", false);
      diagnostics::Sink sink;
      normalise(*reading.tree, record.name, {reading.arena, reading.sources, sink, true});
      std::string said;
      for (const diagnostics::Diagnostic& one : sink.all()) said += one.message.starts_with("the chart has no") ? "" : one.message;
      CHECK_MESSAGE(said == "", record.name << "." << key.name);
    }
  }
}

}  // namespace
}  // namespace portolan::chart
