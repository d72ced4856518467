#pragma once

#include "chart/normalise.h"
#include "language/table.h"
#include "yaml/node.h"

namespace portolan::chart {

// Reports a key that a record has not: a habit of another tool, a spelling, a key that belongs elsewhere, a misspelling.
// Returns the key that was meant where that is sure enough to read the value under it, and not written beside it as well.
const language::Key* report_unknown_key(const yaml::Entry& entry, const language::Record& record, const yaml::Node& map,
                                        diagnostics::Sink& sink);

// Reports a key of the root file in an included one.
void report_root_key(const yaml::Entry& entry, diagnostics::Sink& sink);

// Reports a rule that `waive` cannot name.
void report_unknown_rule(const yaml::Entry& entry, diagnostics::Sink& sink);

}  // namespace portolan::chart
