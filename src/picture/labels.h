#pragma once

#include <string>

#include "wiring/wiring.h"

namespace portolan::picture {

// The protocol as people call it: what stands behind "tcp-" where the port's name says more than its protocol.
std::string protocol_word(wiring::Protocol protocol, const std::string& port_name);

// What stands on the line of a link: "grpc:7070", "postgres:5432 read", "volume /data".
std::string link_label(const wiring::Link& link);

// The same without the port, unless the callee has another one of that protocol or no box that lists its ports.
std::string brief_link_label(const wiring::Wiring& wiring, const wiring::Link& link);

// "http 80→8080", "http 9100 metrics"
std::string port_label(const wiring::Port& port);

// "cart calls catalog on grpc:3550 (portolan.yaml:31)"
std::string link_sentence(const wiring::Wiring& wiring, const wiring::Link& link, const text::Sources& sources);

}  // namespace portolan::picture
