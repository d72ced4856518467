#pragma once

#include <string_view>

#include "diagnostics/diagnostic.h"
#include "language/table.h"
#include "text/source.h"
#include "yaml/node.h"

namespace portolan::chart {

// Reports a required key that is missing; `what` has not got it: "a volume", "`/data` in `volumes` of a service".
void report_missing_key(const language::Key& key, std::string_view what, text::Span span, diagnostics::Sink& sink);

// An item of a list is merged with nothing: what it has not got now it will never have.
void check_list_item(const yaml::Node& item, const language::Record& record, diagnostics::Sink& sink);

}  // namespace portolan::chart
