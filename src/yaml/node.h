#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "text/source.h"

// A YAML document as a tree in which every key and every value knows its place in the file.
//
// Nodes are immutable once parsed, live in an Arena and are shared freely: merging a template into twenty services
// makes twenty new maps that point to the same children. What replaced something else by merging keeps a pointer to it
// (`over`), so the three layers of a value (where said, where inherited, where overridden) survive to every message.

namespace portolan::yaml {

enum class Kind : std::uint8_t { null, scalar, sequence, map };
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded, flow, block, made };

struct Node;
struct KeyIndex;

struct Entry {
  std::string_view key;
  text::Span key_span;
  const Node* value = nullptr;
};

struct Node {
  Kind kind = Kind::null;
  Style style = Style::plain;
  std::string_view text;               // scalars: the characters, unescaped; typed later, never guessed (rule 13)
  std::span<const Node* const> items;  // sequences
  std::span<const Entry> entries;      // maps, in the order written; no duplicate keys
  text::Span span;                     // a block collection ends with its last child
  const Node* over = nullptr;          // what this value replaced by merging
  const KeyIndex* index = nullptr;     // of a large map, made by Arena::map and Arena::index

  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  // nullptr where the map has no such key. Linear for small maps, hashed by the reader's index for large ones.
  [[nodiscard]] const Entry* find(std::string_view key) const;
  [[nodiscard]] const Node* get(std::string_view key) const;
};

// Owns nodes and their characters; freed as a whole.
class Arena {
 public:
  Arena();
  ~Arena();
  Arena(Arena&&) noexcept;
  Arena& operator=(Arena&&) noexcept;

  std::string_view copy(std::string_view characters);
  Node* node(Kind kind, Style style, text::Span span);
  std::span<const Node*> items(std::size_t count);
  std::span<Entry> entries(std::size_t count);
  // A scalar that nobody wrote at this place (the long form of a short one), with the place it came from.
  const Node* scalar(std::string_view characters, text::Span span);
  // The entries are complete: large maps are indexed here.
  const Node* map(std::span<const Entry> entries, text::Span span);
  // For a map made with node(), after its entries were filled in; does nothing where a search entry by entry is as fast.
  void index(Node& map);

 private:
  struct Blocks;
  std::unique_ptr<Blocks> blocks_;
};

}  // namespace portolan::yaml
