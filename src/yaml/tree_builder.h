#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "yaml/events.h"
#include "yaml/node.h"
#include "yaml/parse.h"

namespace portolan::yaml {

// Makes one document's tree from events. It keeps its own stack, so that depth is a number and never the machine's stack.
//
// Aliases are pointers to the anchor's node; every anchor remembers how many nodes and levels it stands for, so that the limits
// hold for the tree as somebody would walk it, and an anchor bomb costs nothing before it is refused.
class TreeBuilder {
 public:
  // `content` is the file as written, from which plain texts are borrowed; problems are appended to `problems`.
  TreeBuilder(std::string_view content, std::uint32_t file, Arena& arena, const Limits& limits,
              std::vector<diagnostics::Diagnostic>& problems);

  // Takes every event between the start and the end of a document. False when the document cannot be used any further.
  bool take(const Event& event);
  // Parts of the file whose characters the scanner was shown differently; their plain texts are taken from the file.
  void restore_texts_in(const std::vector<text::Span>& spans) { replaced_ = &spans; }

  [[nodiscard]] const Node* root() const { return root_; }
  // Where the value last read begins; after a syntax error the mistake stands there or behind it.
  [[nodiscard]] text::Span last_scalar() const { return last_scalar_; }

 private:
  struct Anchor {
    const Node* node = nullptr;
    text::Span span{};  // of `&name`
    bool open = false;
    std::size_t nodes = 1;
    std::size_t height = 0;
  };
  struct Frame {
    Node* node = nullptr;
    std::size_t first = 0;  // of its children on the stack of items or entries
    bool wants_key = true;
    bool drops_value = false;  // the key was refused
    bool left_out = false;     // the map itself is no value
    Entry pending{};
    std::string_view anchor{};
    std::size_t nodes_before = 0;
    std::size_t height = 0;
  };

  std::string_view content_;
  std::uint32_t file_;
  Arena& arena_;
  const Limits& limits_;
  std::vector<diagnostics::Diagnostic>& problems_;
  const std::vector<text::Span>* replaced_ = nullptr;

  const Node* root_ = nullptr;
  std::vector<Frame> frames_;
  std::vector<const Node*> items_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string_view, Anchor> anchors_;
  std::vector<std::uint32_t> slots_;
  std::size_t nodes_ = 0;
  std::size_t skipped_levels_ = 0;  // of a collection that stands where a key should
  text::Span last_scalar_{};

  bool key(const Event& event);
  bool value(const Event& event);
  bool scalar(const Event& event);
  bool alias(const Event& event);
  void open(const Event& event);
  void close(const Event& event);
  void close_map(Frame& frame);
  void drop_duplicates(std::size_t first);
  // `end` is where the node, or the alias that stands for it, ends in the text.
  void place(const Node* node, std::size_t height, std::uint32_t end);
  // What was read stays out of the collection around it.
  void leave_out(std::uint32_t end);
  void enter_anchor(const Event& event, Anchor anchor);
  bool within_limits(const Event& event, std::size_t levels_below);
  bool is_null(const Event& event) const;
  void check_tag(const Event& event);
  text::Span span_of(const Event& event) const;
  std::string_view characters(const Event& event, text::Span span);
  void duplicate(const Entry& first, const Entry& again);
  void report(diagnostics::Diagnostic diagnostic) { problems_.push_back(std::move(diagnostic)); }
};

}  // namespace portolan::yaml
