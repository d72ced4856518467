#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "text/source.h"
#include "yaml/node.h"

namespace portolan::yaml {

// Limits of what is read; beyond them the file is refused with a diagnostic that names the limit.
struct Limits {
  std::size_t bytes = 64u << 20;
  std::size_t depth = 100;
  std::size_t nodes = 4'000'000;  // counted after aliases are followed, so that anchor bombs are caught
};

// Reads one document. Problems go to `sink`; the result is nullptr where nothing usable was read (a syntax error),
// and a tree without the offending entries where only those are wrong (a duplicate key: the first one stays).
// An empty file is a null node. Aliases are followed by reference; `<<` is refused (rule 6).
// Caught with codes of their own: invalid UTF-8, byte order marks of UTF-16, tabs as indentation, duplicate keys, several
// documents, merge keys, keys that are not scalars, unquoted `${` in flow style, undefined and recursive aliases, depth, size,
// tags other than the core schema's, NUL and other control characters. Plain `~`, `null`, `Null`, `NULL` and nothing are null.
const Node* parse(const text::Sources& sources, std::uint32_t file, Arena& arena, diagnostics::Sink& sink, const Limits& limits = {});

// The same for files that may hold several documents; an empty document is a null node, a file without any gives none.
std::vector<const Node*> parse_all(const text::Sources& sources, std::uint32_t file, Arena& arena, diagnostics::Sink& sink,
                                   const Limits& limits = {});

}  // namespace portolan::yaml
