#include "yaml/edit.h"

#include <doctest/doctest.h>

#include "diagnostics/apply_fixes.h"
#include "yaml/parse.h"

namespace portolan::yaml {

namespace {

struct Chart {
  text::Sources sources;
  Arena arena;
  const Node* root = nullptr;

  explicit Chart(std::string content) {
    diagnostics::Sink sink;
    const std::uint32_t file = sources.add("t.yaml", std::move(content));
    root = parse(sources, file, arena, sink);
    REQUIRE(sink.all().empty());
  }
  const Node& at(std::initializer_list<std::string_view> path) const {
    const Node* node = root;
    for (const std::string_view key : path) {
      node = node->get(key);
      REQUIRE(node != nullptr);
    }
    return *node;
  }
  // The file after the edits, "" where there were none; it must still be YAML.
  std::string with(const Edits& edits) const {
    if (edits.empty()) return "";
    const std::vector<diagnostics::Diagnostic> diagnostics{
        {.code = "P0001", .message = "m", .fix = diagnostics::Fix{.title = "t", .edits = edits}}};
    const diagnostics::Fixed fixed = diagnostics::apply_fixes(diagnostics, sources);
    const std::string& text = fixed.texts.at(0);
    Chart again(text);
    return text;
  }
};

std::string replaced(std::string content, std::string_view text) {
  const Chart chart(std::move(content));
  return chart.with(replace_scalar(chart.sources, chart.at({"a"}), text));
}

std::string removed(std::string content, std::initializer_list<std::string_view> path, std::string_view key) {
  const Chart chart(std::move(content));
  return chart.with(remove_entry(chart.sources, chart.at(path), key));
}

std::string inserted(std::string content, std::initializer_list<std::string_view> path, std::string_view value = "v") {
  const Chart chart(std::move(content));
  return chart.with(insert_entry(chart.sources, chart.at(path), "new", value));
}

std::string appended(std::string content, std::string_view item = "new") {
  const Chart chart(std::move(content));
  return chart.with(append_item(chart.sources, chart.at({"a"}), item));
}

}  // namespace

TEST_CASE("a scalar is replaced in the quotes it has") {
  CHECK(replaced("a: b # c\n", "x y") == "a: x y # c\n");
  CHECK(replaced("a: b\n", "x: y") == "a: \"x: y\"\n");
  CHECK(replaced("a: b\n", "null") == "a: \"null\"\n");
  CHECK(replaced("a: b\n", "") == "a: \"\"\n");
  CHECK(replaced("a: b\n", "${x.url}") == "a: \"${x.url}\"\n");
  CHECK(replaced("a: 'b'\n", "it's") == "a: 'it''s'\n");
  CHECK(replaced("a: 'b'\n", "two\nlines") == "a: \"two\\nlines\"\n");
  CHECK(replaced("a: \"b\"\n", "a \"b\" \\") == "a: \"a \\\"b\\\" \\\\\"\n");
  CHECK(replaced("a: &n b\n", "x") == "a: &n x\n");
  CHECK(replaced("a: |\n  one\n  two\nb: c\n", "x") == "a: x\nb: c\n");
  CHECK(replaced("a:\n", "x") == "a: x\n");
  CHECK(replaced("a: ~ # c\n", "x") == "a: x # c\n");
  CHECK(replaced("a: {}\n", "x") == "");
}

TEST_CASE("a key is renamed in the quotes it has") {
  const Chart chart("aa: 1 # c\n'b': 2\nc: {d: 3}\n");
  CHECK(chart.with(rename_key(chart.sources, *chart.root->find("aa"), "x")) == "x: 1 # c\n'b': 2\nc: {d: 3}\n");
  CHECK(chart.with(rename_key(chart.sources, *chart.root->find("b"), "y")) == "aa: 1 # c\n'y': 2\nc: {d: 3}\n");
  CHECK(chart.with(rename_key(chart.sources, *chart.at({"c"}).find("d"), "a: b")) == "aa: 1 # c\n'b': 2\nc: {\"a: b\": 3}\n");
}

TEST_CASE("an entry of a block map goes with its lines and the comment behind it") {
  const std::string text = "# top\na: 1 # one\n# two\nb:\n  c: 2\n\nd: |\n  text\ne: 3\n";
  CHECK(removed(text, {}, "a") == "# top\n# two\nb:\n  c: 2\n\nd: |\n  text\ne: 3\n");
  CHECK(removed(text, {}, "b") == "# top\na: 1 # one\n# two\n\nd: |\n  text\ne: 3\n");
  CHECK(removed(text, {}, "d") == "# top\na: 1 # one\n# two\nb:\n  c: 2\n\ne: 3\n");
  CHECK(removed(text, {}, "e") == "# top\na: 1 # one\n# two\nb:\n  c: 2\n\nd: |\n  text\n");
  CHECK(removed(text, {"b"}, "c") == "# top\na: 1 # one\n# two\nb:\n  {}\n\nd: |\n  text\ne: 3\n");
  CHECK(removed("a: 1\nb: 2", {}, "b") == "a: 1\n");
  CHECK(removed("x: &x {}\na: *x # c\nb: 2\n", {}, "a") == "x: &x {}\nb: 2\n");
  CHECK(removed("a:\nb: 2\n", {}, "a") == "b: 2\n");
}

TEST_CASE("the first entry behind a dash gives its place to the next") {
  const auto without = [](std::string content, std::string_view key) {
    const Chart chart(std::move(content));
    return chart.with(remove_entry(chart.sources, *chart.root->items[0], key));
  };
  CHECK(without("- a: 1 # one\n  b: 2\n- c\n", "a") == "- b: 2\n- c\n");
  CHECK(without("- a: 1\n  b: 2\n- c\n", "b") == "- a: 1\n- c\n");
  CHECK(without("- a: 1\n  # of b\n  b: 2\n", "a") == "");
}

TEST_CASE("an entry of a flow map goes with its comma") {
  CHECK(removed("m: {a: 1, b: 2, c: 3}\n", {"m"}, "a") == "m: {b: 2, c: 3}\n");
  CHECK(removed("m: {a: 1, b: 2, c: 3}\n", {"m"}, "b") == "m: {a: 1, c: 3}\n");
  CHECK(removed("m: {a: 1, b: 2, c: 3}\n", {"m"}, "c") == "m: {a: 1, b: 2}\n");
  CHECK(removed("m: {a: 1}\n", {"m"}, "a") == "m: {}\n");
  CHECK(removed("x: &x y\nm: {a: *x, b: *x}\n", {"m"}, "b") == "x: &x y\nm: {a: *x}\n");
  CHECK(removed("m: {a: , b: }\n", {"m"}, "b") == "m: {a: }\n");
}

TEST_CASE("an entry is inserted at the end of its map, as the map is written") {
  CHECK(inserted("a: 1 # c\n# below\nz:\n", {}) == "a: 1 # c\n# below\nz:\nnew: v\n");
  CHECK(inserted("s:\n    a: 1 # c\nt: 2\n", {"s"}) == "s:\n    a: 1 # c\n    new: v\nt: 2\n");
  CHECK(inserted("s:\n  a:\n    b: 1", {"s"}) == "s:\n  a:\n    b: 1\n  new: v");
  CHECK(inserted("s:\n  a: x\n", {"s"}, "\n  k: v\n  l: w") == "s:\n  a: x\n  new:\n    k: v\n    l: w\n");
  CHECK(inserted("s:\n  a: |\n    text\n\nt: 2\n", {"s"}) == "s:\n  a: |\n    text\n  new: v\n\nt: 2\n");
  CHECK(inserted("s:\n  a: |+\n    text\n\nt: 2\n", {"s"}) == "s:\n  a: |+\n    text\n\n  new: v\nt: 2\n");
  CHECK(inserted("s:\r\n  a: 1\r\nt: 2\r\n", {"s"}) == "s:\r\n  a: 1\r\n  new: v\r\nt: 2\r\n");
  CHECK(inserted("x: &x {k: v}\ns:\n  a: *x # c\n", {"s"}) == "x: &x {k: v}\ns:\n  a: *x # c\n  new: v\n");
  CHECK(inserted("s: {a: 1, b: 2} # c\n", {"s"}) == "s: {a: 1, b: 2, new: v} # c\n");
  CHECK(inserted("s: {a: 1,\n    b: 2, # c\n}\n", {"s"}) == "s: {a: 1,\n    b: 2, new: v, # c\n}\n");
  CHECK(inserted("s: {}\n", {"s"}) == "s: {new: v}\n");
  CHECK(inserted("s: {}\n", {"s"}, "\n  k: v") == "");
  CHECK(inserted("s: # c\nt: 1\n", {"s"}) == "s: {new: v} # c\nt: 1\n");
  CHECK(inserted("s: 1\n", {"s"}) == "");
}

TEST_CASE("an item is appended at the end of its list, as the list is written") {
  CHECK(appended("a: [b, c] # d\n") == "a: [b, c, new] # d\n");
  CHECK(appended("a: []\n") == "a: [new]\n");
  CHECK(appended("a:\n- b # d\n# e\nf: g\n") == "a:\n- b # d\n- new\n# e\nf: g\n");
  CHECK(appended("a:\n  - b:\n      c: d\nf: g\n") == "a:\n  - b:\n      c: d\n  - new\nf: g\n");
  CHECK(appended("a:\n") == "a: [new]\n");
  CHECK(appended("x: &x y\na: [*x]\n") == "");
}

}  // namespace portolan::yaml
