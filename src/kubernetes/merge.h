#pragma once

#include <string_view>

#include "value/value.h"

namespace portolan::kubernetes {

// Strategic merge as `kubectl patch` does it for the kinds of Kubernetes itself: maps merge, `null` removes, lists replace, but for the
// lists whose items have a name of their own (containers, env, volumes, ports …), which merge item by item. `$patch: delete` removes an
// item or a map, `$patch: replace` takes the patch as it is. Objects of other kinds merge by RFC 7396 alone.
void merge(value::Builder& builder, value::Value* target, const value::Value& patch, std::string_view api_version, std::string_view kind);

}  // namespace portolan::kubernetes
