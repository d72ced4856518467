#pragma once

#include <functional>

#include "yaml/node.h"

namespace portolan::chart {

// Called for an entry whose null, written by somebody, removed nothing; `path` is the chain of keys above it, outermost first.
using NothingRemoved = std::function<void(const yaml::Entry&, std::span<const std::string_view> path)>;

// RFC 7396 on trees in long form (see normalise.h): maps merge, null removes, everything else replaces. A node that replaces another
// points to it by `over`. Either side may be nullptr; nothing of `base` or `patch` is changed, and what one side alone says is shared.
const yaml::Node* merge(const yaml::Node* base, const yaml::Node* patch, yaml::Arena& arena, const NothingRemoved& nothing_removed = {});

}  // namespace portolan::chart
