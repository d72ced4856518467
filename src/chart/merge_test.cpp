#include "chart/merge.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "yaml/parse.h"

namespace portolan::chart {

namespace {

struct Trees {
  text::Sources sources;
  yaml::Arena arena;
  diagnostics::Sink sink;

  const yaml::Node* read(std::string content) { return yaml::parse(sources, sources.add("t.yaml", std::move(content)), arena, sink); }
};

std::string show(const yaml::Node* node) {
  if (node == nullptr) return "(none)";
  if (node->is_null()) return "null";
  if (node->is_scalar()) return std::string(node->text);
  std::string result = node->is_map() ? "{" : "[";
  for (const yaml::Entry& entry : node->entries) result += std::string(entry.key) + ": " + show(entry.value) + ", ";
  for (const yaml::Node* item : node->items) result += show(item) + ", ";
  if (result.size() > 1) result.resize(result.size() - 2);
  return result + (node->is_map() ? "}" : "]");
}

}  // namespace

TEST_CASE("merge: the examples of RFC 7396, appendix A") {
  const std::vector<std::array<const char*, 3>> rows = {
      {"{a: b}", "{a: c}", "{a: c}"},
      {"{a: b}", "{b: c}", "{a: b, b: c}"},
      {"{a: b}", "{a: null}", "{}"},
      {"{a: b, b: c}", "{a: null}", "{b: c}"},
      {"{a: [b]}", "{a: c}", "{a: c}"},
      {"{a: c}", "{a: [b]}", "{a: [b]}"},
      {"{a: {b: c}}", "{a: {b: d, c: null}}", "{a: {b: d}}"},
      {"{a: [{b: c}]}", "{a: [1]}", "{a: [1]}"},
      {"[a, b]", "[c, d]", "[c, d]"},
      {"{a: b}", "[c]", "[c]"},
      {"{a: foo}", "null", "null"},
      {"{e: null}", "{a: 1}", "{e: null, a: 1}"},
      {"[1, 2]", "{a: b, c: null}", "{a: b}"},
      {"{}", "{a: {bb: {ccc: null}}}", "{a: {bb: {}}}"},
  };
  for (const auto& [base, patch, expected] : rows) {
    Trees trees;
    CHECK_EQ(show(merge(trees.read(base), trees.read(patch), trees.arena)), expected);
  }
}

TEST_CASE("merge: what replaced something knows it, and what removed nothing is told") {
  Trees trees;
  const yaml::Node* base = trees.read("a: 1\nb: {c: 2}\n");
  const yaml::Node* patch = trees.read("a: 3\nb: {d: null}\nx:\n");
  std::vector<std::string> told;
  const yaml::Node* merged = merge(base, patch, trees.arena, [&told](const yaml::Entry& entry, std::span<const std::string_view> path) {
    told.push_back((path.empty() ? std::string() : std::string(path.back()) + ".") + std::string(entry.key));
  });
  CHECK_EQ(show(merged), "{a: 3, b: {c: 2}}");
  REQUIRE(merged->get("a")->over != nullptr);
  CHECK_EQ(merged->get("a")->over->text, "1");
  CHECK_EQ(told, std::vector<std::string>{"b.d", "x"});
}

}  // namespace portolan::chart
