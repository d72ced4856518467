#pragma once

#include <cstdint>
#include <optional>

#include "proof/explain.h"
#include "proof/subject.h"
#include "wiring/wiring.h"

namespace portolan::proof {

// For a connection that nothing declares: the lines that would declare it, and what comes near to it already.
void suggest(const wiring::Wiring& wiring, const Subject& from, const Subject& to, Explanation& explanation);

// "`calls: cart:grpc`", "`consumes: events/order-placed`": how the file says this link.
std::string said(const wiring::Wiring& wiring, const wiring::Link& link);

}  // namespace portolan::proof
