#pragma once

#include <vector>

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// Objects of the user's own, as they are, with the labels by which what is no longer there is found and removed.
void add_extras(Scope& scope, std::vector<Object>& objects);

}  // namespace portolan::kubernetes
