#include "support/loaded.h"

// Where what is declared lives, wherever that is said.

namespace portolan::chart {

using tests::Loaded;

namespace {

// "NAME: NAMESPACE" of everything, in the chart's order.
std::string places(const Chart& chart) {
  std::string result;
  const auto add = [&result](const auto& all) {
    for (const auto& one : all) result += fmt::format("{}: {}\n", one.name, one.name_space);
  };
  add(chart.services);
  add(chart.servers);
  add(chart.externals);
  return result;
}

}  // namespace

TEST_CASE("vars are filled into the namespaces of files, declarations and templates") {
  const Loaded one(R"(vars: {team: orders, stage: test}
namespace: "${vars.team}-${vars.stage}"
include: [part.yaml]
templates: {far: {namespace: "far-${vars.stage}"}}
services:
  a: {image: "a:1"}
  b: {image: "a:1", namespace: "b-${vars.stage}"}
  c: {image: "a:1", extends: far}
  d.there: {image: "a:1", extends: far}
  e: {image: "a:1", namespace: "${self.name}-own"}
stores: {db: {kind: redis, namespace: "db-${vars.stage}"}}
externals: {out: https://example.com}
)",
                   {}, {{"part.yaml", "namespace: \"part-${vars.stage}\"\nservices: {f: {image: \"a:1\"}}\n"}});
  CHECK(one.said() == "");
  CHECK(places(*one.chart) == "a: orders-test\nb: b-test\nc: far-test\nd: there\ne: e-own\nf: part-test\ndb: db-test\nout: orders-test\n");
  CHECK(one.chart->name_space == "orders-test");
}

TEST_CASE("an environment moves and renames") {
  const Loaded one(R"(vars: {stage: test}
services:
  a: {image: "a:1"}
  b: {image: "a:1", namespace: pay}
  c: {image: "a:1", namespace: pay}
defaults: {stores: {namespace: data}}
stores: {db: {kind: redis}}
environments:
  prod:
    vars: {stage: prod}
    namespace: "shop-${vars.stage}"
    namespaces: {pay: "pay-${vars.stage}", data: data-eu}
    services: {b: {namespace: null}, c: {namespace: data}}
)",
                   "prod");
  CHECK(one.said() == "");
  CHECK(places(*one.chart) == "a: shop-prod\nb: shop-prod\nc: data-eu\ndb: data-eu\n");
}

TEST_CASE("a namespace that becomes none is said once, and an open one is a question") {
  const Loaded one("vars: {team: \"Order Team\"}\nnamespace: \"${vars.team}\"\nservices:\n  a: {image: \"a:1\"}\n  b: {image: \"a:1\"}\n");
  CHECK(one.said() ==
        "P0316 4: `namespace` becomes `Order Team`, which is not a name of lower-case letters, digits and dashes (for example "
        "`order-service`)\n");
  CHECK(places(*one.chart) == "a: shop\nb: shop\n");

  const Loaded open("services:\n  a: {image: \"a:1\", namespace: \"? of which team\"}\n");
  CHECK(open.said() == "");
  CHECK(places(*open.chart) == "a: shop\n");
  REQUIRE(open.chart->questions.size() == 1);
  CHECK(open.chart->questions[0].text == "of which team");
  CHECK(open.chart->questions[0].about == "a");
}

}  // namespace portolan::chart
