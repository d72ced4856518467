#pragma once

#include "kubernetes/index.h"
#include "kubernetes/objects.h"

namespace portolan::kubernetes {

// What every maker of objects needs: what is to be said, where to find it, and the memory to build in.
struct Scope {
  const wiring::Wiring& wiring;
  const Index& index;
  value::Builder& builder;
};

}  // namespace portolan::kubernetes
