#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "kubernetes/scope.h"

// Ways in through the Gateway API.

namespace portolan::kubernetes {

// The place at a Gateway where requests of one kind arrive.
struct Listener {
  std::string_view name{}, protocol{}, host{}, certificate{};  // protocol: HTTP, HTTPS, TLS, TCP, UDP
  std::uint16_t port = 0;
};

// Where the requests of a route arrive; several where hosts have certificates of their own. Sorted by name, each once.
std::vector<Listener> listeners_of(Scope& scope, const wiring::Route& route);

// Whether plain HTTP requests to this route are sent on to HTTPS.
bool redirects(const Scope& scope, const wiring::Route& route);

// The certificate (a Secret beside the Gateway) of a route's hosts; "" for none.
std::string_view certificate_of(const wiring::Wiring& wiring, const wiring::Route& route);

// With one certificate one listener serves every host; with several each host needs its own.
bool several_certificates(const wiring::Wiring& wiring);

// Whether there is anything that a Gateway of our own must carry.
bool makes_gateway(const wiring::Wiring& wiring);
Object gateway(Scope& scope);

// Routes or Ingress objects of one party.
void add_routes(Scope& scope, std::uint32_t party, std::vector<Object>& objects);

}  // namespace portolan::kubernetes
