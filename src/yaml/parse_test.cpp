#include "yaml/parse.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

namespace portolan::yaml {

namespace {

struct Parsed {
  text::Sources sources;
  Arena arena;
  diagnostics::Sink sink;
  const Node* root = nullptr;

  explicit Parsed(std::string content, const Limits& limits = {}) {
    const std::uint32_t file = sources.add("t.yaml", std::move(content));
    root = parse(sources, file, arena, sink, limits);
    sink.sort_and_unify();
  }
  std::string messages() const {
    std::string out;
    for (const diagnostics::Diagnostic& diagnostic : sink.all()) {
      out += fmt::format("{} {} {}\n", sources.where(diagnostic.span), diagnostic.code, diagnostic.message);
      for (const diagnostics::Note& note : diagnostic.notes) out += fmt::format("  {} {}\n", sources.where(note.span), note.message);
    }
    return out;
  }
};

// One line, with what tells nodes apart: ~ null, 'x' quoted, |x block, {…} and […] flow, (…) and <…> block.
std::string shape(const Node* node) {
  if (node == nullptr) return "nothing";
  std::string out;
  switch (node->kind) {
    case Kind::null: return "~";
    case Kind::scalar: {
      const std::string text(node->text);
      if (node->style == Style::single_quoted) return "'" + text + "'";
      if (node->style == Style::double_quoted) return "\"" + text + "\"";
      if (node->style == Style::literal) return "|" + text;
      if (node->style == Style::folded) return ">" + text;
      return text;
    }
    case Kind::sequence:
      for (const Node* item : node->items) out += (out.empty() ? "" : ", ") + shape(item);
      return node->style == Style::flow ? "[" + out + "]" : "<" + out + ">";
    case Kind::map:
      for (const Entry& entry : node->entries) out += (out.empty() ? "" : ", ") + std::string(entry.key) + ": " + shape(entry.value);
      return node->style == Style::flow ? "{" + out + "}" : "(" + out + ")";
  }
  return out;
}

std::string shape(std::string content) {
  const Parsed parsed(std::move(content));
  CHECK(parsed.messages() == "");
  return shape(parsed.root);
}

}  // namespace

TEST_CASE("text is read as it is written; only plain nulls are null") {
  CHECK(shape("a: 8080\nb: 1.10\nc: true\nd: 53:53\ne: yes\non: off\n") == "(a: 8080, b: 1.10, c: true, d: 53:53, e: yes, on: off)");
  CHECK(shape("a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: ''\ng: 'null'\nh: \"~\"\ni: nULL\n") ==
        "(a: ~, b: ~, c: ~, d: ~, e: ~, f: '', g: 'null', h: \"~\", i: nULL)");
  CHECK(shape("a: !!str null\nb: !!null ''\nc: !!str\n") == "(a: null, b: '', c: )");
  CHECK(shape("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: {d: [1, {e: f}], g: }\nh:\n- i\n- - j\n") ==
        "(a: |x\ny\n, b: >x y, c: {d: [1, {e: f}], g: ~}, h: <i, <j>>)");
  CHECK(shape("") == "~");
  CHECK(shape("# nothing but a comment\n") == "~");
  CHECK(shape("---\n") == "~");
  CHECK(shape("\xEF\xBB\xBF"
              "a: b\n") == "(a: b)");
}

namespace {

// Every node's text as its span cuts it out of the file.
std::string spans(std::string content) {
  const Parsed parsed(content);
  CHECK(parsed.messages() == "");
  std::string out;
  const auto walk = [&](const auto& self, const Node* node) -> void {
    for (const Entry& entry : node->entries) {
      out += '(' + std::string(parsed.sources.text(entry.key_span)) + ')';
      self(self, entry.value);
    }
    for (const Node* item : node->items) self(self, item);
    out += '<' + std::string(parsed.sources.text(node->span)) + '>';
  };
  walk(walk, parsed.root);
  return out;
}

}  // namespace

TEST_CASE("every key and value knows its place, behind anchors and tags and before comments") {
  CHECK(spans("a: b # c\n") == "(a)<b><a: b>");
  CHECK(spans("größe: 'ä' # ö\nü: [日, {é: 😀}]\n") ==
        "(größe)<'ä'>(ü)<日>(é)<😀><{é: 😀}><[日, {é: 😀}]><größe: 'ä' # ö\nü: [日, {é: 😀}]>");
  CHECK(spans("a: &x !!str b\n") == "(a)<b><a: &x !!str b>");
  CHECK(spans("a: |\n  one\n  two\n\nb: >-\n  x\n") == "(a)<|\n  one\n  two>(b)<>-\n  x><a: |\n  one\n  two\n\nb: >-\n  x>");
  CHECK(spans("a:\n- b\n- - c\n  -\nd:\n") == "(a)<b><c><><- c\n  -><- b\n- - c\n  ->(d)<><a:\n- b\n- - c\n  -\nd:>");
  CHECK(spans("a: &x # why\n  b: c\n\n# below\nd: *x\n") == "(a)(b)<c><b: c>(d)(b)<c><b: c><a: &x # why\n  b: c\n\n# below\nd: *x>");
  CHECK(spans("\xEF\xBB\xBF"
              "a: b\r\nc: 'd\r\n  e'\r\n") == "(a)<b>(c)<'d\r\n  e'><a: b\r\nc: 'd\r\n  e'>");
  CHECK(spans("{\"a\": \"b\",\n c: [ ]}") == "(\"a\")<\"b\">(c)<[ ]><{\"a\": \"b\",\n c: [ ]}>");
}

TEST_CASE("places stay true behind thousands of characters beyond ASCII") {
  std::string content;
  for (int line = 0; line < 2000; ++line) content += "schlüssel-" + std::to_string(line) + ": wört # 日本\n";
  const Parsed parsed(content);
  REQUIRE(parsed.messages() == "");
  for (const Entry& entry : parsed.root->entries) {
    CHECK(parsed.sources.text(entry.key_span) == entry.key);
    CHECK(parsed.sources.text(entry.value->span) == "wört");
  }
}

TEST_CASE("keys are found in small and in large maps") {
  for (const int count : {0, 1, 16, 17, 18, 1000}) {
    std::string content = "{";
    for (int number = 0; number < count; ++number) content += "key-" + std::to_string(number) + ": " + std::to_string(number) + ", ";
    const Parsed parsed(content + "}");
    REQUIRE(parsed.messages() == "");
    for (int number = 0; number < count; ++number) {
      const Node* found = parsed.root->get("key-" + std::to_string(number));
      REQUIRE(found != nullptr);
      CHECK(found->text == std::to_string(number));
    }
    CHECK(parsed.root->find("key") == nullptr);
    CHECK(parsed.root->get("") == nullptr);
  }
}

TEST_CASE("a map that is made up is found like one that was read, also when it was changed since") {
  Arena arena;
  const std::span<Entry> entries = arena.entries(40);
  std::vector<std::string> keys;
  for (int number = 0; number < 40; ++number) keys.push_back("key-" + std::to_string(number));
  for (std::size_t number = 0; number < 40; ++number) entries[number] = {keys[number], {}, arena.scalar(keys[number], {})};
  const Node* map = arena.map(entries, {});
  for (const std::string& key : keys) CHECK(map->get(key)->text == key);
  CHECK(map->find("key-40") == nullptr);
  Node changed = *map;
  changed.entries = changed.entries.subspan(1);
  CHECK(changed.find("key-0") == nullptr);
  CHECK(changed.find("key-39") != nullptr);
}

TEST_CASE("duplicate keys are found in large maps, and the first stays") {
  std::string content;
  for (int number = 0; number < 100; ++number) content += "key-" + std::to_string(number % 90) + ": " + std::to_string(number) + "\n";
  const Parsed parsed(content);
  CHECK(parsed.sink.all().size() == 10);
  CHECK(parsed.messages().starts_with("t.yaml:91:1 P0105 the key `key-0` stands twice in this map\n  t.yaml:1:1 first here\n"));
  CHECK(parsed.root->entries.size() == 90);
  CHECK(parsed.root->get("key-9")->text == "9");
}

TEST_CASE("aliases are followed by reference") {
  const Parsed parsed("a: &x {b: c}\nd: *x\ne: [*x, *x]\nf: &x 1\ng: *x\n");
  REQUIRE(parsed.messages() == "");
  const Node* shared = parsed.root->get("a");
  CHECK(parsed.root->get("d") == shared);
  CHECK(parsed.root->get("e")->items[1] == shared);
  CHECK(parsed.root->get("g")->text == "1");
}

TEST_CASE("what is wrong is left out, and the rest is read") {
  const Parsed parsed("a: 1\na: 2\n<<: {b: 3}\n? [x]\n: 4\nc: *nowhere\nd: [5, *nowhere, 6]\ne: !own 7\n");
  CHECK(shape(parsed.root) == "(a: 1, d: [5, 6], e: 7)");
  CHECK(parsed.messages() ==
        "t.yaml:2:1 P0105 the key `a` stands twice in this map\n  t.yaml:1:1 first here\n"
        "t.yaml:3:1 P0107 `<<` is not part of the language\n"
        "t.yaml:4:3 P0108 a list cannot be a key\n"
        "t.yaml:6:4 P0110 there is no anchor `&nowhere` before this alias\n"
        "t.yaml:7:8 P0110 there is no anchor `&nowhere` before this alias\n"
        "t.yaml:8:4 P0115 the tag `!own` means nothing here\n");
}

TEST_CASE("a file whose only value is wrong is a null node") {
  CHECK(shape(Parsed("*nowhere\n").root) == "~");
  CHECK(shape(Parsed("{{ .Values.x }}\n").root) == "~");
  CHECK(shape(Parsed("a: {{ .Values.x }}\nb: [{{ .Values.y }}, c]\n").root) == "(b: [c])");
}

TEST_CASE("limits are those that a reader of the tree would meet") {
  const auto said = [](std::string content, const Limits& limits) {
    const Parsed parsed(std::move(content), limits);
    CHECK(parsed.root == nullptr);
    return parsed.messages();
  };
  CHECK(shape("[[[a]]]") == "[[[a]]]");
  CHECK(said("[[[a]]]", {.depth = 2}) == "t.yaml:1:3 P0112 values are nested more than 2 levels deep\n");
  // Four levels, two of them behind an alias.
  CHECK(said("a: &x [[1]]\nb: [*x]\n", {.depth = 3}) == "t.yaml:2:5 P0112 values are nested more than 3 levels deep\n");
  CHECK(said("[a, b, c]", {.nodes = 3}) == "t.yaml:1:8 P0114 the file has more than 3 values\n");
  CHECK(said("a: b", {.bytes = 3}) == "t.yaml:1:1 P0113 the file has 4 bytes, more than the 3 that are read\n");
  std::string bomb = "a0: &a0 x\n";
  for (int level = 1; level <= 9; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [";
    for (int count = 0; count < 10; ++count) bomb += (count == 0 ? "" : ", ") + below;
    bomb += "]\n";
  }
  CHECK(said(bomb, {}) == "t.yaml:8:20 P0114 the file has more than 4000000 values\n");
}

TEST_CASE("deep nesting needs no stack") {
  std::string content(200'000, '[');
  const Parsed parsed(std::move(content));
  CHECK(parsed.messages() == "t.yaml:1:101 P0112 values are nested more than 100 levels deep\n");
}

TEST_CASE("a reference that should be quoted is read as it was meant, and what follows it too") {
  const Parsed parsed("env: {A: ${x.url}, B: [p-${y:q.port}-z, 1], ü: http://${z.host}/}\nlast: here\n");
  CHECK(shape(parsed.root) == "(env: {A: ${x.url}, B: [p-${y:q.port}-z, 1], ü: http://${z.host}/}, last: here)");
  CHECK(parsed.sink.all().size() == 3);
}

TEST_CASE("several documents are read where they may stand") {
  text::Sources sources;
  Arena arena;
  diagnostics::Sink sink;
  const std::uint32_t file = sources.add("t.yaml", "a: 1\n---\n# nothing\n---\n- b\n...\n");
  const auto documents = parse_all(sources, file, arena, sink);
  REQUIRE(documents.size() == 3);
  CHECK(sink.all().empty());
  CHECK(shape(documents[0]) + shape(documents[1]) + shape(documents[2]) == "(a: 1)~<b>");
  CHECK(parse_all(sources, sources.add("empty", ""), arena, sink).empty());
  CHECK(parse_all(sources, sources.add("broken", "a: 1\n---\n]\n"), arena, sink).empty());
  CHECK(sink.all().size() == 1);
}

}  // namespace portolan::yaml
