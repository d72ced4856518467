#pragma once

#include <string_view>
#include <vector>

#include "chart/chart.h"
#include "diagnostics/diagnostic.h"
#include "wiring/names.h"
#include "wiring/party.h"

// Which ports something has, and which of them is meant (language rule 3).

namespace portolan::wiring {

// "grpc" → grpc; what is no protocol of the language is tcp.
Protocol protocol_of(std::string_view word);

// The ports of a service with its sidecars', of a server with its catalogue entry's, or of an external; sorted by name. A port
// whose protocol nobody said is tcp and a question.
std::vector<Port> ports_of(const Named& named, diagnostics::Sink& sink);

// Ports that may be meant without being named: all but metrics ports, ports of sidecars and ports between members. Of a store or
// broker only the client's.
std::vector<const Port*> main_ports(const Party& party);

// The one that `word` names: by name, or by the number that callers say where that is unmistakable.
const Port* find_port(const Party& party, std::string_view word);

// "`grpc`, `http` or `http-admin`"
std::string list_ports(const std::vector<const Port*>& ports);

}  // namespace portolan::wiring
