#pragma once

#include "value/value.h"
#include "wiring/draft.h"
#include "yaml/node.h"

namespace portolan::wiring {

// A tree as written becomes a tree of values with the types of YAML 1.2's core schema (rule 13): only plain scalars are anything
// but text.
value::Value* typed(const yaml::Node& node, value::Builder& builder);

// `patches` and `extra`, in the order in which the chart has them.
void take_extras(Draft& draft);

}  // namespace portolan::wiring
