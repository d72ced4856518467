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
  CHECK(shape("a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: ''\ng: 'null'\nh: \"~\"\ni: nULL\n") == "(a: ~, b: ~, c: ~, d: ~, e: ~, f: '', g: 'null', h: \"~\", i: nULL)");
  CHECK(shape("a: !!str null\nb: !!null ''\nc: !!str\n") == "(a: null, b: '', c: )");
  CHECK(shape("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: {d: [1, {e: f}], g: }\nh:\n- i\n- - j\n") == "(a: |x\ny\n, b: >x y, c: {d: [1, {e: f}], g: ~}, h: <i, <j>>)");
  CHECK(shape("") == "~");
  CHECK(shape("# nothing but a comment\n") == "~");
  CHECK(shape("---\n") == "~");
  CHECK(shape("\xEF\xBB\xBF" "a: b\n") == "(a: b)");
}

}  // namespace portolan::yaml
