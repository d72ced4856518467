#pragma once

#include "chart/normalise.h"
#include "chart/normalise_where.h"
#include "diagnostics/diagnostic.h"
#include "language/table.h"
#include "yaml/node.h"

namespace portolan::chart {

// Reports a value of the wrong shape (a list for a map, a text for a list …), habits of other tools with their own advice.
void report_shape(const yaml::Node& node, const language::Type& type, const Where& where, const Normalising& with);

// Compose's `expose: [9000]`: numbers where the world outside is meant.
bool is_list_of_ports(const yaml::Node& node);
void report_exposed_ports(const Where& where, diagnostics::Sink& sink);

// Reports an item of a list with nothing in it.
void report_empty_item(const Where& where, text::Span span, diagnostics::Sink& sink);

// Reports a target that stands twice in one list of links.
void report_repeated_item(const yaml::Node& item, const yaml::Node& first, const Where& where, diagnostics::Sink& sink);

// Reports the reserved target `kubernetes` without resources and verbs.
void report_kubernetes_without_verbs(std::string_view target, text::Span span, diagnostics::Sink& sink);

}  // namespace portolan::chart
