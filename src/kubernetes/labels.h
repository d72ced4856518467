#pragma once

#include <string_view>

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// The recommended labels of a workload's controller and pods, its owner, and the chart's own labels, which never replace ours.
value::Value* workload_labels(Scope& scope, const wiring::Workload& workload);

// Of the objects beside it, which stay as they are when the image or the chart's own labels change.
value::Value* companion_labels(Scope& scope, const wiring::Workload& workload);

// Of an object that belongs to a party but not to one workload; `instance` is the object's own name.
value::Value* party_labels(Scope& scope, const wiring::Party& party, std::string_view instance);

// Of an object that belongs to the whole application.
value::Value* shared_labels(Scope& scope);

// What finds the pods of one workload, and nothing else. Never changes: controllers refuse another selector.
value::Value* workload_selector(Scope& scope, const wiring::Workload& workload);

// The selector as `{matchLabels: …}`.
value::Value* match_labels(Scope& scope, value::Value* labels);

// What finds the pods of all versions of one service.
value::Value* versions_selector(Scope& scope, const wiring::Party& party);

// An object with its head filled in: apiVersion, kind, metadata. `annotations` may be nullptr or empty.
Object new_object(Scope& scope, std::string_view api_version, std::string_view kind, std::string_view name, std::string_view name_space,
                  value::Value* labels, value::Value* annotations = nullptr);

}  // namespace portolan::kubernetes
