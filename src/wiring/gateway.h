#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// The facts of the target cluster. Where its gateway's pods are not said they are known by class: a Gateway of the Gateway API by the
// label that its implementations put on what they deploy for it, well-known ones by their own labels. Of an Ingress controller that
// nobody knows it is asked.
void take_cluster(Draft& draft);

}  // namespace portolan::wiring
