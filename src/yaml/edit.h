#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "text/source.h"
#include "yaml/node.h"

// Edits of the text as it was written, for fixes: each changes what it names and nothing else, neither comments nor layout.
//
// Nodes must come from parse() of `sources`; what was merged or made up has no text of its own, and the result then is empty, as it is
// where an edit cannot be said safely (several lines into a flow collection, a comment that would lose its line). The text behind
// an alias is the anchor's: whoever edits a node that several places share edits it for all of them.

namespace portolan::yaml {

using Edits = std::vector<diagnostics::Edit>;

// In the quotes it has, or without where it has none and needs none.
Edits replace_scalar(const text::Sources& sources, const Node& scalar, std::string_view text);

Edits rename_key(const text::Sources& sources, const Entry& entry, std::string_view key);

// In block style the entry's lines, with the comment behind it on its own line; in flow style with its comma. The last entry of
// a block map leaves `{}` behind.
Edits remove_entry(const text::Sources& sources, const Node& map, std::string_view key);

// At the end of a map. `value` is the text to stand behind the colon: one line that is valid in flow style too, or, for a block map,
// lines that begin with a line end and are indented relative to the key. A null node that stands for the map (`cart:`) takes
// the entry as its first.
Edits insert_entry(const text::Sources& sources, const Node& map, std::string_view key, std::string_view value);

// At the end of a list, with `item` as it is to be written: one line that is valid in flow style too.
Edits append_item(const text::Sources& sources, const Node& list, std::string_view item);

}  // namespace portolan::yaml
