#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <yaml.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "value/scalar_style.h"
#include "value/value.h"

// What the emitters write is read back by libyaml, an independent reader, and must be the same tree with the same characters.

namespace portolan::value {

namespace {

// Pieces of text that mean something somewhere in YAML, and some that do not.
const std::vector<std::string> pieces = {
    "a",  "b",    "word", " ",   "  ", "\n", "\n\n", "\t",     ":",      ": ",     "#",      " #", "-",    "- ",   "?",
    "? ", "'",    "\"",   "\\",  "{",  "}",  "[",    "]",      ",",      "&",      "*",      "!",  "|",    ">",    "%",
    "@",  "`",    "=",    "<<",  "0",  "1",  "7",    ".",      "e",      "x",      "_",      "+",  "y",    "no",   "null",
    "~",  "true", "---",  "...", "é",  "日", "😀",   "\u0085", "\u00a0", "\u2028", "\ufeff", "\r", "\x01", "\x7f", "2001-01-01"};

rc::Gen<std::string> any_text() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)), [](const std::vector<std::string>& chosen) {
    std::string text;
    for (const std::string& piece : chosen) text += piece;
    return text;
  });
}

// A tree from two streams: what comes next, and which text it has.
class Grower {
 public:
  Grower(Builder& make, const std::vector<std::uint8_t>& steps, const std::vector<std::string>& texts)
      : make_(make), steps_(steps), texts_(texts) {}

  Value* grow(int depth = 0) {
    const unsigned step = next_step();
    if (depth < 4 && step % 3 == 1) {
      Value* list = make_.list();
      for (unsigned count = next_step() % 4; count > 0; --count) make_.push(list, grow(depth + 1));
      return list;
    }
    if (depth < 4 && step % 3 == 2) {
      Value* map = make_.map();
      for (unsigned count = next_step() % 4; count > 0; --count) make_.set(map, next_text(), grow(depth + 1));
      return map;
    }
    return make_.text(next_text());
  }

 private:
  Builder& make_;
  const std::vector<std::uint8_t>& steps_;
  const std::vector<std::string>& texts_;
  std::size_t step_ = 0, text_ = 0;

  unsigned next_step() { return step_ < steps_.size() ? steps_[step_++] : 0; }
  std::string_view next_text() { return text_ < texts_.size() ? std::string_view(texts_[text_++]) : "end"; }
};

class Document {
 public:
  explicit Document(const std::string& text) {
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    loaded_ = yaml_parser_load(&parser, &document_) == 1;
    if (!loaded_) problem = parser.problem == nullptr ? "" : parser.problem;
    yaml_parser_delete(&parser);
  }
  ~Document() {
    if (loaded_) yaml_document_delete(&document_);
  }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string problem;
  bool equals(const Value& value) { return loaded_ && same(*yaml_document_get_root_node(&document_), value); }

 private:
  yaml_document_t document_{};
  bool loaded_ = false;

  bool same(const yaml_node_t& node, const Value& value) {
    if (node.type == YAML_SCALAR_NODE) return value.is_text() && same_text(node, value.text());
    if (node.type == YAML_SEQUENCE_NODE) {
      const auto& items = node.data.sequence.items;
      return value.is_list() &&
             std::equal(items.start, items.top, value.list().begin(), value.list().end(),
                        [&](int item, const Value* other) { return same(*yaml_document_get_node(&document_, item), *other); });
    }
    const auto& pairs = node.data.mapping.pairs;
    return value.is_map() && std::equal(pairs.start, pairs.top, value.map().begin(), value.map().end(),
                                        [&](const yaml_node_pair_t& pair, const Member& member) {
                                          return same_text(*yaml_document_get_node(&document_, pair.key), member.key) &&
                                                 same(*yaml_document_get_node(&document_, pair.value), *member.value);
                                        });
  }

  static bool same_text(const yaml_node_t& node, std::string_view text) {
    const auto& scalar = node.data.scalar;
    const std::string_view read(reinterpret_cast<const char*>(scalar.value), scalar.length);
    return node.type == YAML_SCALAR_NODE && read == text && (scalar.style != YAML_PLAIN_SCALAR_STYLE || !resolves_to_something_else(text));
  }
};

}  // namespace

TEST_CASE("a tree that is written as YAML is read back the same") {
  CHECK(rc::check([] {
    const auto steps = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
    const auto texts = *rc::gen::container<std::vector<std::string>>(any_text());
    Builder make;
    const Value* tree = Grower(make, steps, texts).grow();
    std::string out;
    emit_yaml(*tree, out);
    Document document(out);
    RC_LOG() << out << '\n' << document.problem;
    RC_ASSERT(document.equals(*tree));
  }));
}

TEST_CASE("a single text at the top is read back the same") {
  CHECK(rc::check([] {
    const std::string text = *any_text();
    Builder make;
    std::string out;
    emit_yaml(*make.text(text), out);
    Document document(out);
    RC_LOG() << out << '\n' << document.problem;
    RC_ASSERT(document.equals(*make.text(text)));
  }));
}

TEST_CASE("a tree that is written as JSON is read back the same") {
  CHECK(rc::check([](bool pretty) {
    const auto steps = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
    const auto texts = *rc::gen::container<std::vector<std::string>>(any_text());
    Builder make;
    const Value* tree = Grower(make, steps, texts).grow();
    std::string out;
    emit_json(*tree, out, pretty ? JsonStyle::pretty : JsonStyle::compact);
    Document document(out);
    RC_LOG() << out << '\n' << document.problem;
    RC_ASSERT(document.equals(*tree));
  }));
}

TEST_CASE("a key of any length is read back the same") {
  Builder make;
  for (const std::size_t length : {999u, 1000u, 1001u, 1024u, 5000u}) {
    const std::string key(length, 'k');
    const Value* tree =
        make.map({{key, make.list({make.text("a"), make.map({{key, make.map({{"b", make.text("c")}})}})})}, {"z", make.text("z")}});
    std::string out;
    emit_yaml(*tree, out);
    Document document(out);
    CHECK_MESSAGE(document.equals(*tree), document.problem);
  }
}

}  // namespace portolan::value
