#pragma once

#include <string_view>

#include "chart/normalise_where.h"
#include "diagnostics/diagnostic.h"
#include "language/table.h"
#include "text/source.h"

namespace portolan::chart {

// Whether a text may stand for a value of a type; what may not is reported at `span`. Questions may, and texts with references,
// whose form is known only when they are filled in. `as_written`: the span holds this text, so that an edit there can mend it.
bool check_text(std::string_view text, text::Span span, bool as_written, const language::Type& type, const Where& where,
                diagnostics::Sink& sink);

// The same for the key of a map, which can be neither a question nor a reference.
bool check_map_key(std::string_view key, text::Span span, const language::Type& map, const Where& where, diagnostics::Sink& sink);

}  // namespace portolan::chart
