#include "yaml/tree_builder.h"

#include <fmt/core.h>

#include <algorithm>

#include "text/edit_distance.h"
#include "yaml/key_index.h"

namespace portolan::yaml {

TreeBuilder::TreeBuilder(std::string_view content, std::uint32_t file, Arena& arena, const Limits& limits,
                         std::vector<diagnostics::Diagnostic>& problems)
    : content_(content), file_(file), arena_(arena), limits_(limits), problems_(problems) {}

bool TreeBuilder::take(const Event& event) {
  if (skipped_levels_ != 0) {
    skipped_levels_ += event.kind == EventKind::map_start || event.kind == EventKind::sequence_start;
    skipped_levels_ -= event.kind == EventKind::collection_end;
    return true;
  }
  if (event.kind == EventKind::collection_end) {
    close(event);
    return true;
  }
  const bool at_key = !frames_.empty() && frames_.back().node->kind == Kind::map && frames_.back().wants_key;
  return at_key ? key(event) : value(event);
}

bool TreeBuilder::key(const Event& event) {
  Frame& frame = frames_.back();
  const text::Span span = span_of(event);
  frame.wants_key = false;
  frame.drops_value = true;
  if (event.kind != EventKind::scalar) {
    if (event.kind != EventKind::alias) skipped_levels_ = 1;
    if (content_.substr(span.begin > 0 ? span.begin - 1 : 0).starts_with("{{")) {
      report({.code = "P0108",
              .span = {file_, span.begin - 1, span.begin + 1},
              .message = "`{{` begins a template of another tool, which is not read here",
              .hint = "render it first, or use `${vars.NAME}`"});
      frame.left_out = true;
      return true;
    }
    const std::string_view what = event.kind == EventKind::alias ? "an alias" : event.kind == EventKind::map_start ? "a map" : "a list";
    report({.code = "P0108",
            .span = {file_, span.begin, span.begin + 1},
            .message = fmt::format("{} cannot be a key", what),
            .hint = "write the key as a word"});
    return true;
  }
  last_scalar_ = span;
  if (event.style == Style::plain && event.text.empty()) {
    report({.code = "P0108", .span = span, .message = "the key before this colon is missing"});
    return true;
  }
  if (event.style == Style::plain && event.text == "<<") {
    report({.code = "P0107",
            .span = span,
            .message = "`<<` is not part of the language",
            .hint = "put what is shared into `templates` and name it with `extends`; YAML's merge would merge one level only"});
    return true;
  }
  frame.drops_value = false;
  frame.pending = {characters(event, span), span, nullptr};
  if (!event.anchor.empty()) {
    Node* node = arena_.node(Kind::scalar, event.style, span);
    node->text = frame.pending.key;
    enter_anchor(event, {.node = node});
  }
  return true;
}

bool TreeBuilder::value(const Event& event) {
  if (event.kind == EventKind::alias) return alias(event);
  if (!within_limits(event, 0)) return false;
  check_tag(event);
  if (event.kind == EventKind::scalar) return scalar(event);
  open(event);
  return true;
}

bool TreeBuilder::scalar(const Event& event) {
  const text::Span span = span_of(event);
  last_scalar_ = span;
  const bool null = is_null(event);
  Node* node = arena_.node(null ? Kind::null : Kind::scalar, event.style, span);
  if (!null) node->text = characters(event, span);
  if (!event.anchor.empty()) enter_anchor(event, {.node = node});
  place(node, 0, span.end);
  return true;
}

bool TreeBuilder::alias(const Event& event) {
  const text::Span span = span_of(event);
  const auto found = anchors_.find(event.anchor);
  const Node* node = nullptr;
  std::size_t height = 0;
  if (found == anchors_.end()) {
    diagnostics::Diagnostic diagnostic{
        .code = "P0110", .span = span, .message = fmt::format("there is no anchor `&{}` before this alias", event.anchor)};
    std::vector<std::string_view> names;
    for (const auto& [name, anchor] : anchors_) names.push_back(name);
    if (const auto meant = text::nearest(event.anchor, names)) {
      diagnostic.hint = fmt::format("did you mean `*{}`?", *meant);
      diagnostic.fix = diagnostics::Fix{.title = fmt::format("write `*{}`", *meant), .edits = {{span, fmt::format("*{}", *meant)}}};
    } else {
      diagnostic.hint = "a text that begins with `*` must be quoted";
    }
    report(std::move(diagnostic));
  } else if (found->second.open) {
    report({.code = "P0111",
            .span = span,
            .message = fmt::format("`*{}` stands inside its own anchor", event.anchor),
            .notes = {{found->second.span, "the anchor is here"}}});
  } else {
    nodes_ += found->second.nodes - 1;
    height = found->second.height;
    if (!within_limits(event, height)) return false;
    node = found->second.node;
  }
  if (node != nullptr)
    place(node, height, span.end);
  else
    leave_out(span.end);
  return true;
}

void TreeBuilder::leave_out(std::uint32_t end) {
  if (frames_.empty()) root_ = arena_.node(Kind::null, Style::made, {file_, end, end});
  if (frames_.empty() || frames_.back().node->kind == Kind::sequence) return;
  frames_.back().drops_value = true;
  place(nullptr, 0, end);
}

void TreeBuilder::enter_anchor(const Event& event, Anchor anchor) {
  const auto begin = static_cast<std::uint32_t>(std::min(content_.find('&', event.begin), content_.size()));
  anchor.span = {file_, begin, begin + static_cast<std::uint32_t>(event.anchor.size()) + 1};
  anchors_[arena_.copy(event.anchor)] = anchor;
}

void TreeBuilder::open(const Event& event) {
  const bool map = event.kind == EventKind::map_start;
  Node* node = arena_.node(map ? Kind::map : Kind::sequence, event.style, span_of(event));
  Frame frame{.node = node, .first = map ? entries_.size() : items_.size(), .nodes_before = nodes_ - 1};
  if (!event.anchor.empty()) {
    frame.anchor = arena_.copy(event.anchor);
    enter_anchor(event, {.node = node, .open = true});
  }
  frames_.push_back(frame);
}

void TreeBuilder::close(const Event& event) {
  Frame frame = frames_.back();
  frames_.pop_back();
  Node& node = *frame.node;
  if (node.style == Style::flow) node.span.end = event.end;
  if (node.kind == Kind::map) {
    close_map(frame);
  } else {
    const std::span<const Node*> items = arena_.items(items_.size() - frame.first);
    std::ranges::copy(items_.begin() + static_cast<std::ptrdiff_t>(frame.first), items_.end(), items.begin());
    items_.resize(frame.first);
    node.items = items;
  }
  if (!frame.anchor.empty()) {
    Anchor& anchor = anchors_[frame.anchor];
    if (anchor.node == &node) anchor = {.node = &node, .span = anchor.span, .nodes = nodes_ - frame.nodes_before, .height = frame.height};
  }
  if (frame.left_out)
    leave_out(node.span.end);
  else
    place(&node, frame.height, node.span.end);
}

void TreeBuilder::close_map(Frame& frame) {
  Node& node = *frame.node;
  drop_duplicates(frame.first);
  const std::span<Entry> entries = arena_.entries(entries_.size() - frame.first);
  std::ranges::copy(entries_.begin() + static_cast<std::ptrdiff_t>(frame.first), entries_.end(), entries.begin());
  entries_.resize(frame.first);
  node.entries = entries;
  arena_.index(node);
}

// The first entry of a key stays. Small maps are compared pair by pair, large ones through an index.
void TreeBuilder::drop_duplicates(std::size_t first) {
  const std::span<Entry> entries(entries_.data() + first, entries_.size() - first);
  KeyIndex index;
  if (entries.size() >= KeyIndex::worthwhile) {
    slots_.assign(KeyIndex::slots_for(entries.size()), 0);
    index.slots = slots_;
  }
  std::size_t kept = 0;
  for (const Entry& entry : entries) {
    entries[kept] = entry;
    const Entry* earlier = nullptr;
    if (!index.slots.empty()) {
      const auto number = index.enter(entries, static_cast<std::uint32_t>(kept));
      if (number) earlier = &entries[*number];
    } else {
      const auto end = entries.begin() + static_cast<std::ptrdiff_t>(kept);
      const auto found = std::find_if(entries.begin(), end, [&](const Entry& other) { return other.key == entries[kept].key; });
      if (found != end) earlier = &*found;
    }
    if (earlier != nullptr)
      duplicate(*earlier, entries[kept]);
    else
      ++kept;
  }
  entries_.resize(first + kept);
}

void TreeBuilder::duplicate(const Entry& first, const Entry& again) {
  report({.code = "P0105",
          .span = again.key_span,
          .message = fmt::format("the key `{}` stands twice in this map", again.key),
          .label = "again here",
          .notes = {{first.key_span, "first here"}},
          .hint = "keep one of the two"});
}

void TreeBuilder::place(const Node* node, std::size_t height, std::uint32_t end) {
  if (frames_.empty()) {
    root_ = node;
    return;
  }
  Frame& frame = frames_.back();
  frame.height = std::max(frame.height, height + 1);
  if (frame.node->style == Style::block) frame.node->span.end = std::max(frame.node->span.end, end);
  if (frame.node->kind == Kind::sequence) {
    items_.push_back(node);
    return;
  }
  frame.wants_key = true;
  if (frame.drops_value) {
    frame.drops_value = false;
    return;
  }
  frame.pending.value = node;
  entries_.push_back(frame.pending);
}

bool TreeBuilder::within_limits(const Event& event, std::size_t levels_below) {
  const text::Span span{file_, event.begin, event.begin + 1};
  const bool collection = event.kind == EventKind::map_start || event.kind == EventKind::sequence_start;
  if (frames_.size() + collection + levels_below > limits_.depth) {
    report({.code = "P0112", .span = span, .message = fmt::format("values are nested more than {} levels deep", limits_.depth)});
    return false;
  }
  if (++nodes_ > limits_.nodes) {
    report({.code = "P0114",
            .span = span,
            .message = fmt::format("the file has more than {} values", limits_.nodes),
            .hint = "every alias counts as often as what its anchor holds"});
    return false;
  }
  return true;
}

}  // namespace portolan::yaml
