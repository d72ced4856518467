#pragma once

#include <string>
#include <vector>

#include "wiring/wiring.h"

namespace portolan::support {

// A small shop, and objects that allow exactly what it declares, written by hand. frontend (shop) takes calls from the gateway and calls
// cart (shop) and checkout (payments); checkout calls cart, publishes orders on the broker events, and calls Stripe outside;
// reviews has versions v1 and v2, of which only v2 calls cart; ledger, a store, keeps its two replicas in touch.
// Every pod resolves names.
wiring::Wiring shop_wiring();
std::string shop_objects();

// `objects` with one text replaced, which must be there exactly once.
std::string replaced(std::string objects, const std::string& what, const std::string& by);

}  // namespace portolan::support
