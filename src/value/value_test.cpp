#include "value/value.h"

#include <doctest/doctest.h>

namespace portolan::value {

namespace {

std::string yaml(const Value* value) {
  std::string out;
  emit_yaml(*value, out);
  return out;
}

std::string json(const Value* value, JsonStyle style = JsonStyle::compact) {
  std::string out;
  emit_json(*value, out, style);
  return out;
}

}  // namespace

TEST_CASE("a Kubernetes object is written as people write it") {
  Builder make;
  Value* object = make.map({
      {"apiVersion", make.text("apps/v1")},
      {"kind", make.text("Deployment")},
      {"metadata", make.map({{"name", make.text("cart")}, {"labels", make.map()}})},
      {"spec", make.map({{"replicas", make.integer(2)},
                         {"paused", make.boolean(false)},
                         {"containers",
                          make.list({make.map({{"name", make.text("cart")}, {"args", make.list({make.text("--port"), make.text("8080")})}}),
                                     make.map({{"name", make.text("proxy")}, {"env", make.list()}})})},
                         {"matrix", make.list({make.list({make.integer(1), make.integer(-2)}), make.list()})},
                         {"volume", make.null()}})},
  });
  CHECK(yaml(object) ==
        "apiVersion: apps/v1\n"
        "kind: Deployment\n"
        "metadata:\n"
        "  name: cart\n"
        "  labels: {}\n"
        "spec:\n"
        "  replicas: 2\n"
        "  paused: false\n"
        "  containers:\n"
        "  - name: cart\n"
        "    args:\n"
        "    - --port\n"
        "    - \"8080\"\n"
        "  - name: proxy\n"
        "    env: []\n"
        "  matrix:\n"
        "  - - 1\n"
        "    - -2\n"
        "  - []\n"
        "  volume: null\n");
  CHECK(json(object->get("metadata")) == R"({"name":"cart","labels":{}})");
  CHECK(json(object->find({"spec", "matrix"}), JsonStyle::pretty) == "[\n  [\n    1,\n    -2\n  ],\n  []\n]\n");
}

TEST_CASE("values are looked up, replaced, removed and sorted") {
  Builder make;
  Value* map = make.map();
  for (const std::string_view key : {"f", "e", "d", "c", "b", "a"}) make.set(map, key, make.integer(1));
  make.set(map, "e", "text");
  make.remove(map, "c");
  make.remove(map, "nowhere");
  CHECK(json(map) == R"({"f":1,"e":"text","d":1,"b":1,"a":1})");
  CHECK(map->get("e")->text() == "text");
  CHECK(map->get("c") == nullptr);
  CHECK(map->find({"e", "below"}) == nullptr);
  CHECK(map->text() == "");
  CHECK(map->list().empty());
  Value* outer = make.list({make.map({{"z", map}, {"k", make.null()}})});
  sort_keys(*outer);
  CHECK(json(outer) == R"([{"k":null,"z":{"a":1,"b":1,"d":1,"e":"text","f":1}}])");
}

TEST_CASE("a builder that is reset makes values again, in the same memory") {
  Builder make;
  const Value* first = make.null();
  const std::string large(200'000, 'x');
  for (int round = 0; round < 3; ++round) {
    make.reset();
    Value* list = make.list();
    CHECK(static_cast<const void*>(list) == static_cast<const void*>(first));
    for (int index = 0; index < 10'000; ++index) make.push(list, make.integer(index));
    make.push(list, make.copy(large));
    CHECK(list->list().size() == 10'001);
    CHECK(list->list()[9'999]->number == 9'999);
    CHECK(list->list()[10'000]->text() == large);
  }
}

TEST_CASE("what other tools fill in is written as it is") {
  Builder make;
  Value* map = make.map({{"replicas", make.raw("{{ .Values.replicas }}")},
                         {"list", make.list({make.raw("{{ . }}")})},
                         {"spread", make.raw("\n{{- toYaml .Values.x | nindent 2 }}")},
                         {"ratio", make.raw("0.5")}});
  CHECK(yaml(map) ==
        "replicas: {{ .Values.replicas }}\n"
        "list:\n"
        "- {{ . }}\n"
        "spread:\n"
        "{{- toYaml .Values.x | nindent 2 }}\n"
        "ratio: 0.5\n");
  CHECK(json(map->get("ratio")) == "0.5");
}

TEST_CASE("a comment and a document start stand in front when asked") {
  Builder make;
  std::string out;
  emit_yaml(*make.map({{"a", make.integer(1)}}), out, {.comment = "first\n\nthird\n", .document_start = true});
  emit_yaml(*make.map(), out, {.document_start = true});
  CHECK(out == "---\n# first\n#\n# third\na: 1\n---\n{}\n");
}

}  // namespace portolan::value
