#pragma once

#include <string>

#include "access/access.h"

namespace portolan::access {

// What makes the streams, durable consumers and buckets of a NATS that its programs do not make themselves: lines of the
// client protocol, from the login on, to be sent to the server as they are. Empty where there is nothing to make.
std::string nats_streams(const wiring::Wiring& wiring, std::uint32_t server, const Login& administrator);

}  // namespace portolan::access
