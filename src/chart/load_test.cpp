#include "chart/load.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "chart/dump.h"

namespace portolan::chart {

namespace {

// Files of a chart in a folder of their own, read as one.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "portolan-chart-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, std::string_view content) {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << content;
  }

  std::unique_ptr<Chart> load(std::string environment = {}, std::vector<std::string> profiles = {},
                              std::map<std::string, std::string> set = {}) {
    return chart::load({path_ / "portolan.yaml", std::move(environment), std::move(profiles), std::move(set)}, ground, sink);
  }

  // "CODE line: message" of everything that was said.
  std::vector<std::string> said() {
    sink.sort_and_unify();
    std::vector<std::string> result;
    for (const auto& item : sink.all()) {
      const std::string line = item.span.known() ? std::to_string(ground.sources.file(item.span.file).position(item.span.begin).line) : "-";
      result.push_back(std::string(item.code) + " " + line + ": " + item.message);
    }
    return result;
  }

  Ground ground;
  diagnostics::Sink sink;

 private:
  std::filesystem::path path_;
};

const Service& service(const Chart& chart, std::string_view name) {
  for (const Service& item : chart.services) {
    if (item.name == name) return item;
  }
  FAIL("no service ", std::string(name));
  return chart.services.front();
}

std::string env(const Runtime& runtime, std::string_view name) {
  for (const EnvVar& variable : runtime.env) {
    if (variable.name != name) continue;
    std::string result;
    for (const Segment& segment : variable.value.segments) result += segment.reference ? segment.reference->raw : segment.literal;
    return variable.value.is_question() ? "? " + variable.value.question : result;
  }
  return "(none)";
}

}  // namespace

TEST_CASE("load: defaults, templates and the service, each over the one before") {
  Folder folder;
  folder.write("portolan.yaml", R"(portolan: 1
app: shop
vars: {tag: "1.2"}
defaults: {services: {stop: 5s, env: {A: default, B: default, C: default}}}
templates:
  base: {env: {B: base, C: base}}
  more: {extends: base, env: {C: "${vars.tag}", D: "${self.name}"}}
services:
  web: {extends: more, image: "web:${vars.tag}", ports: {http: 80:8080}, env: {A: null, E: "${other.url}"}}
  plain: {image: "p:1"}
)");
  const auto chart = folder.load();
  REQUIRE(chart != nullptr);
  CHECK_EQ(folder.said(), std::vector<std::string>{});
  const Service& web = service(*chart, "web");
  CHECK_EQ(web.image, "web:1.2");
  CHECK_EQ(web.stop_s, 5);
  CHECK_EQ(env(web, "A"), "(none)");
  CHECK_EQ(env(web, "B"), "base");
  CHECK_EQ(env(web, "C"), "1.2");
  CHECK_EQ(env(web, "D"), "web");
  CHECK_EQ(env(web, "E"), "${other.url}");
  REQUIRE_EQ(web.ports.size(), 1);
  CHECK_EQ(web.ports[0].port, 80);
  CHECK_EQ(web.ports[0].target, 8080);
  CHECK_EQ(web.ports[0].protocol, "http");
  CHECK_EQ(env(service(*chart, "plain"), "A"), "default");
}

TEST_CASE("load: an environment is merged over everything, and null removes what a template gave") {
  Folder folder;
  folder.write("portolan.yaml", R"(portolan: 1
app: shop
templates: {t: {env: {T: t}, calls: [b]}}
services:
  a: {extends: t, image: "a:1", replicas: 2}
  b: {image: "b:1", ports: {http: 80}}
  c: {image: "c:1"}
environments:
  base: {services: {a: {replicas: 3..9}}, vars: {}}
  prod: {extends: base, namespaces: {shop: shop-prod}, services: {a: {env: {T: null}, calls: {b: null}}, c: null}}
)");
  const auto chart = folder.load("prod");
  REQUIRE(chart != nullptr);
  CHECK_EQ(folder.said(), std::vector<std::string>{});
  REQUIRE_EQ(chart->services.size(), 2);
  const Service& a = service(*chart, "a");
  CHECK_EQ(a.replicas_min, 3);
  CHECK_EQ(a.replicas_max, 9);
  CHECK_EQ(env(a, "T"), "(none)");
  CHECK(a.links.empty());
  CHECK_EQ(a.removed_links, std::vector<std::string>{"b"});
  CHECK_EQ(a.name_space, "shop-prod");
}

TEST_CASE("load: what an included file says of owner, namespace and vars holds for it and what it includes") {
  Folder folder;
  folder.write("portolan.yaml",
               "portolan: 1\napp: shop\nowner: top\nvars: {v: top}\ninclude: [team/part.yaml]\nservices: {a: {image: \"a:${vars.v}\"}}\n");
  folder.write("team/part.yaml",
               "owner: team\nnamespace: pay\nvars: {v: team}\ninclude: [deep.yaml]\nservices: {b: {image: \"b:${vars.v}\"}}\n");
  folder.write("team/deep.yaml", "services: {c: {image: \"c:${vars.v}\"}}\n");
  const auto chart = folder.load();
  REQUIRE(chart != nullptr);
  CHECK_EQ(folder.said(), std::vector<std::string>{});
  CHECK_EQ(service(*chart, "a").image, "a:top");
  CHECK_EQ(service(*chart, "b").image, "b:team");
  CHECK_EQ(service(*chart, "c").image, "c:team");
  CHECK_EQ(service(*chart, "c").owner, "team");
  CHECK_EQ(service(*chart, "c").name_space, "pay");
  CHECK_EQ(service(*chart, "a").name_space, "shop");
}

TEST_CASE("load: every mistake of includes, environments, templates and vars in one run") {
  Folder folder;
  folder.write("portolan.yaml", R"(portolan: 1
app: shop
include: [a.yaml, gone.yaml]
templates: {x: {extends: y}, y: {extends: x}}
services:
  a: {extends: x, image: "a:${vars.tga}"}
  b: {extends: z, image: "${b}"}
  c: {image: "c:1", calls: {a: }}
vars: {tag: 1}
)");
  folder.write("a.yaml", "include: [portolan.yaml]\nservices: {a: {image: \"other:1\"}}\n");
  const auto chart = folder.load("porduction");
  REQUIRE(chart != nullptr);
  const std::vector<std::string> said = folder.said();
  const auto has = [&said](std::string_view part) {
    for (const std::string& line : said) {
      if (line.find(part) != std::string::npos) return true;
    }
    return false;
  };
  CHECK(has("P0305 -: there is no environment `porduction`"));
  CHECK(has("P0306 4: template `x` extends itself"));
  CHECK(has("P0307 7: there is no template `z`"));
  CHECK(has("P0311 7: `${b}` names no field"));
  CHECK(has("P0312 6: there is no var `tga`"));
  CHECK(has("P0323 8: `a:` removes a link that nothing has"));
  CHECK(has("P0301 1: "));
  CHECK(has("P0302 3: "));
  CHECK(has("P0321 2: `a` is declared twice in namespace `shop`"));
}

TEST_CASE("load: versions are the service with their own keys over it") {
  Folder folder;
  folder.write("portolan.yaml", R"(portolan: 1
app: book
services:
  reviews:
    ports: {http: 9080}
    image: reviews-${self.version}:1
    env: {A: "1"}
    versions:
      v1: {weight: 80}
      v2: {weight: 20, calls: [ratings], env: {A: "2"}}
  ratings: {image: "ratings:1", ports: {http: 9080}}
)");
  const auto chart = folder.load();
  REQUIRE(chart != nullptr);
  CHECK_EQ(folder.said(), std::vector<std::string>{});
  const Service& reviews = service(*chart, "reviews");
  REQUIRE_EQ(reviews.versions.size(), 2);
  CHECK_EQ(reviews.versions[0].runtime.image, "reviews-v1:1");
  CHECK_EQ(env(reviews.versions[0].runtime, "A"), "1");
  CHECK(reviews.versions[0].runtime.links.empty());
  CHECK_EQ(env(reviews.versions[1].runtime, "A"), "2");
  CHECK_EQ(reviews.versions[1].runtime.links.size(), 1);
  CHECK_EQ(reviews.versions[1].weight, 20U);
}

TEST_CASE("load: --set, profiles and questions") {
  Folder folder;
  folder.write("portolan.yaml", R"(portolan: 1
app: shop
owner: team-a
vars: {tag: "1"}
services:
  a: {image: "a:${vars.tag}", env: {REGION: "? which region", X: "${vars.open}"}}
  b: {profiles: [extra], image: "? which image"}
environments: {dev: {vars: {open: "? who knows"}}}
)");
  const auto chart = folder.load("dev", {"extra"}, {{"tag", "7"}});
  REQUIRE(chart != nullptr);
  CHECK_EQ(folder.said(), std::vector<std::string>{});
  CHECK_EQ(service(*chart, "a").image, "a:7");
  CHECK(service(*chart, "b").active);
  CHECK_EQ(env(service(*chart, "a"), "X"), "? who knows");
  std::vector<std::string> questions;
  for (const Question& question : chart->questions) questions.push_back(question.to + "/" + question.about + ": " + question.text);
  CHECK_EQ(questions, std::vector<std::string>{"team-a/a: which region", "team-a/a: who knows", "team-a/b: which image"});
}

}  // namespace portolan::chart
