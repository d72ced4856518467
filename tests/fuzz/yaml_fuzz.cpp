// Whatever the bytes: the reader ends, stays inside the file with every place it names, and says why when it gives nothing.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "diagnostics/diagnostic.h"
#include "text/source.h"
#include "yaml/node.h"
#include "yaml/parse.h"

namespace {

using portolan::text::Span;

void require(bool holds) {
  if (!holds) std::abort();
}

void inside(Span span, std::size_t size) {
  if (span.known()) require(span.file == 0 && span.begin <= span.end && span.end <= size);
}

void walk(const portolan::yaml::Node& node, std::size_t size, std::size_t depth) {
  require(depth < 1000);
  inside(node.span, size);
  require(node.is_sequence() || node.items.empty());
  require(node.is_map() || node.entries.empty());
  for (const portolan::yaml::Node* item : node.items) {
    require(item != nullptr);
    walk(*item, size, depth + 1);
  }
  for (const portolan::yaml::Entry& entry : node.entries) {
    inside(entry.key_span, size);
    require(entry.value != nullptr);
    require(node.get(entry.key) == entry.value);
    walk(*entry.value, size, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  portolan::text::Sources sources;
  const std::uint32_t file = sources.add("input.yaml", std::string(reinterpret_cast<const char*>(data), size));
  portolan::yaml::Arena arena;
  portolan::diagnostics::Sink sink;
  const portolan::yaml::Limits limits{.bytes = 1 << 20, .depth = 100, .nodes = 20'000};
  const portolan::yaml::Node* root = portolan::yaml::parse(sources, file, arena, sink, limits);
  require(root != nullptr || sink.has_errors());
  if (root != nullptr) walk(*root, size, 0);
  sink.sort_and_unify();
  for (const portolan::diagnostics::Diagnostic& diagnostic : sink.all()) {
    inside(diagnostic.span, size);
    require(!diagnostic.code.empty() && !diagnostic.message.empty());
    for (const portolan::diagnostics::Note& note : diagnostic.notes) inside(note.span, size);
    if (diagnostic.fix) {
      for (const portolan::diagnostics::Edit& edit : diagnostic.fix->edits) inside(edit.span, size);
    }
    static_cast<void>(sources.where(diagnostic.span));
  }
  return 0;
}
