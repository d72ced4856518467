#include <doctest/doctest.h>

#include <string>

#include "kubernetes/difference.h"
#include "kubernetes/merge.h"
#include "kubernetes/operations.h"
#include "kubernetes/trees.h"
#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

std::string json(const Value& tree) {
  std::string out;
  value::emit_json(tree, out, value::JsonStyle::compact);
  return out;
}

// {"containers": [{"name": "a", "image": "1"}, {"name": "b", "image": "1"}], "replicas": 1}
Value* sample(value::Builder& b) {
  const auto container = [&](const char* name) { return b.map({{"name", b.text(name)}, {"image", b.text("1")}}); };
  return b.map({{"containers", b.list({container("a"), container("b")})}, {"replicas", b.integer(1)}});
}

Value* operation(value::Builder& b, std::string_view verb, std::string_view path, Value* given = nullptr) {
  Value* made = b.map({{"op", b.text(verb)}, {"path", b.text(path)}});
  if (given != nullptr) b.set(made, "value", given);
  return made;
}

}  // namespace

TEST_CASE("a merge goes into maps, and into lists whose items have a name") {
  value::Builder b;
  Value* target = sample(b);
  Value* patch =
      b.map({{"containers",
              b.list({b.map({{"name", b.text("b")}, {"image", b.text("2")}}), b.map({{"name", b.text("c")}, {"image", b.null()}})})},
             {"replicas", b.null()}});
  merge(b, target, *patch, "apps/v1", "Deployment");
  CHECK(json(*target) == R"({"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"},{"name":"c"}]})");
}

TEST_CASE("directives remove and replace items") {
  value::Builder b;
  Value* target = sample(b);
  Value* patch = b.map({{"containers", b.list({b.map({{"name", b.text("a")}, {"$patch", b.text("delete")}}),
                                               b.map({{"name", b.text("b")}, {"args", b.list()}, {"$patch", b.text("replace")}})})}});
  merge(b, target, *patch, "apps/v1", "Deployment");
  CHECK(json(*target) == R"({"containers":[{"name":"b","args":[]}],"replicas":1})");
}

TEST_CASE("objects of other projects' kinds merge as JSON merge patches do: lists are replaced") {
  value::Builder b;
  Value* target = sample(b);
  merge(b, target, *b.map({{"containers", b.list({b.map({{"name", b.text("b")}})})}}), "example.com/v1", "Deployment");
  CHECK(json(*target) == R"({"containers":[{"name":"b"}],"replicas":1})");
}

TEST_CASE("operations act in turn, and the first that cannot is named") {
  value::Builder b;
  Value* target = sample(b);
  Value* operations = b.list({operation(b, "test", "/replicas", b.integer(1)), operation(b, "replace", "/containers/0/image", b.text("9")),
                              operation(b, "add", "/containers/1", b.map()), operation(b, "remove", "/replicas"),
                              operation(b, "add", "/a~1b~0", b.boolean(true))});
  CHECK(operate(b, target, *operations) == "");
  CHECK(json(*target) == R"({"containers":[{"name":"a","image":"9"},{},{"name":"b","image":"1"}],"a/b~":true})");
  CHECK(operate(b, target, *b.list({operation(b, "remove", "/spec/x")})) == "`/spec/x` is not there");
  CHECK(operate(b, target, *b.list({operation(b, "replace", "/containers/7", b.null())})) == "`/containers/7` is not there");
  CHECK(operate(b, target, *b.list({operation(b, "add", "containers", b.null())})) ==
        "`containers` is no path: it must begin with a slash");
  CHECK(operate(b, target, *b.list({operation(b, "swap", "/containers")})) == "`swap` is no operation");
  CHECK(operate(b, target, *b.list({operation(b, "add", "/x")})) == "`add` of `/x` has no value");
  CHECK(operate(b, target, *b.list({operation(b, "test", "/containers", b.null())})) ==
        "`/containers` has another value than the test says");
}

TEST_CASE("items are moved and copied") {
  value::Builder b;
  Value* target = sample(b);
  Value* move = operation(b, "move", "/first");
  b.set(move, "from", "/containers/0");
  Value* copy = operation(b, "copy", "/containers/-");
  b.set(copy, "from", "/first");
  CHECK(operate(b, target, *b.list({move, copy})) == "");
  CHECK(json(*target) ==
        R"({"containers":[{"name":"b","image":"1"},{"name":"a","image":"1"}],"replicas":1,"first":{"name":"a","image":"1"}})");
}

TEST_CASE("the difference of two trees, carried out, gives the other") {
  value::Builder b;
  const Value* from = b.map(
      {{"env", b.list({b.text("a"), b.text("b"), b.text("c")})}, {"gone/x", b.integer(1)}, {"same", b.map()}, {"type", b.integer(1)}});
  const Value* to = b.map(
      {{"env", b.list({b.text("a"), b.text("x"), b.text("y"), b.text("c")})}, {"new", b.null()}, {"same", b.map()}, {"type", b.text("1")}});
  Value* target = copy_tree(b, *from);
  const Value* operations = difference(b, *from, *to);
  CHECK(json(*operations) ==
        R"([{"op":"remove","path":"/env/1"},{"op":"add","path":"/env/1","value":"x"},{"op":"add","path":"/env/2","value":"y"},)"
        R"({"op":"remove","path":"/gone~1x"},{"op":"replace","path":"/type","value":"1"},{"op":"add","path":"/new","value":null}])");
  CHECK(operate(b, target, *operations) == "");
  CHECK(equal_trees(*target, *to));
}

TEST_CASE("a patch that means nothing or cannot be carried out is told, and its reason is kept where it was") {
  fixture::Application app;
  app.service("cart");
  value::Builder& b = app.wiring().values;
  const auto add = [&](std::map<std::string, std::string> target, Value* operations) {
    wiring::Patch patch;
    patch.target = std::move(target);
    patch.operations = operations;
    patch.why = "the nodes need it";
    app.wiring().patches.push_back(std::move(patch));
  };
  add({{"kind", "Deployment"}, {"name", "cart"}, {"namespace", "shop"}}, b.list({operation(b, "replace", "/spec/replicas", b.integer(7))}));
  add({{"kind", "Deployment"}, {"name", "cart"}, {"namespace", "elsewhere"}}, b.list());
  add({{"kind", "Deployment"}}, b.list({operation(b, "remove", "/spec/paused")}));
  Emitter emitter(app.wiring());
  value::Builder builder;
  std::vector<Object> objects;
  for (const Group& group : emitter.groups()) emitter.emit(group, builder, objects);
  std::string told;
  for (const Emitter::PatchTrouble& trouble : emitter.patch_troubles())
    told += std::to_string(trouble.patch) + ": " + trouble.message + "\n";
  CHECK(told == "1: matches no object\n2: cannot be carried out: `/spec/paused` is not there in Deployment cart\n");
  for (const Object& object : objects) {
    if (object.kind != "Deployment") continue;
    CHECK(object.root->find({"spec", "replicas"})->number == 7);
    CHECK(object.root->find({"metadata", "annotations", "portolan.dev/patched"})->text() == "the nodes need it; the nodes need it");
  }
}

}  // namespace portolan::kubernetes
