#include "wiring/ports.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "wiring/places.h"

namespace portolan::wiring {

namespace {

constexpr std::array<std::pair<std::string_view, Protocol>, 7> protocols = {{{"http", Protocol::http},
                                                                             {"http2", Protocol::http2},
                                                                             {"https", Protocol::https},
                                                                             {"grpc", Protocol::grpc},
                                                                             {"tcp", Protocol::tcp},
                                                                             {"tls", Protocol::tls},
                                                                             {"udp", Protocol::udp}}};

void ask_protocol(const chart::Port& port, const Named& named, diagnostics::Sink& sink) {
  const chart::Runtime* runtime = named.runtime();
  sink.add(
      with_layers({.code = "P1014",
                   .severity = diagnostics::Severity::question,
                   .message = fmt::format("which protocol does port `{}` of `{}` speak?", port.name, named.display()),
                   .hint = fmt::format("begin its name with the protocol (`http-{0}`, `grpc-{0}`, `tcp-{0}`), or write `{0}: {{port: {1}, "
                                       "protocol: http}}`",
                                       port.name, port.port),
                   .to = runtime != nullptr ? runtime->owner : named.external->owner,
                   .about = named.display()},
                  port.at, named.display()));
}

Port wired(const chart::Port& port, const Named& named, diagnostics::Sink& sink) {
  if (port.protocol.empty()) ask_protocol(port, named, sink);
  const Protocol protocol = protocol_of(port.protocol);
  return {.name = port.name,
          .port = port.port,
          .target = port.target,
          .protocol = protocol,
          .udp = protocol == Protocol::udp,
          .mtls = port.mtls};
}

Port* find(std::vector<Port>& ports, std::string_view name) {
  const auto found = std::ranges::find(ports, name, &Port::name);
  return found == ports.end() ? nullptr : &*found;
}

// A port that the service itself calls is one between its members (rule 18).
bool calls_itself_there(const chart::Runtime& runtime, std::string_view port) {
  return std::ranges::any_of(runtime.links, [&](const chart::Link& link) {
    return link.verb == chart::Link::Verb::calls && link.target.name == runtime.name && link.target.port == port &&
           (link.target.name_space.empty() || link.target.name_space == runtime.name_space);
  });
}

void add_sidecar_ports(const chart::Runtime& runtime, const Named& named, std::vector<Port>& ports, diagnostics::Sink& sink) {
  for (const chart::Container& container : runtime.sidecars) {
    for (const chart::Port& port : container.ports) {
      Port made = wired(port, named, sink);
      made.sidecar = true;
      if (find(ports, made.name) == nullptr) ports.push_back(std::move(made));
    }
  }
}

// The catalogue's, each as the chart overrides it, and what the chart adds.
std::vector<Port> server_ports(const Named& named, diagnostics::Sink& sink) {
  const chart::Server& server = *named.server;
  std::vector<Port> ports;
  if (server.external && !server.external->ports.empty()) {
    for (const chart::Port& port : server.external->ports) ports.push_back(wired(port, named, sink));
    return ports;
  }
  for (const catalog::KindPort& known : server.entry->ports) {
    if (known.peer && (server.external || server.replicas_max < 2 || server.mode == "independent")) continue;
    if (known.metrics && server.external) continue;
    const Protocol protocol = protocol_of(std::string_view(known.name).substr(0, known.name.find('-')));
    ports.push_back({.name = known.name,
                     .port = known.port,
                     .target = known.port,
                     .protocol = protocol,
                     .udp = protocol == Protocol::udp,
                     .metrics = known.metrics,
                     .peer = known.peer});
  }
  if (server.external) return ports;
  for (const chart::Port& port : server.ports) {
    Port made = wired(port, named, sink);
    if (Port* known = find(ports, port.name)) {
      made.metrics = known->metrics;
      made.peer = known->peer;
      *known = std::move(made);
    } else {
      ports.push_back(std::move(made));
    }
  }
  return ports;
}

}  // namespace

Protocol protocol_of(std::string_view word) {
  const auto found = std::ranges::find(protocols, word, &std::pair<std::string_view, Protocol>::first);
  return found == protocols.end() ? Protocol::tcp : found->second;
}

std::vector<Port> ports_of(const Named& named, diagnostics::Sink& sink) {
  std::vector<Port> ports;
  if (named.sort == Named::Sort::external) {
    for (const chart::Port& port : named.external->ports) ports.push_back(wired(port, named, sink));
  } else if (named.sort == Named::Sort::server) {
    ports = server_ports(named, sink);
  } else {
    for (const chart::Port& port : named.service->ports) {
      Port made = wired(port, named, sink);
      made.peer = calls_itself_there(*named.service, port.name);
      ports.push_back(std::move(made));
    }
  }
  if (const chart::Runtime* runtime = named.runtime(); runtime != nullptr && !(named.server != nullptr && named.server->external)) {
    add_sidecar_ports(*runtime, named, ports, sink);
    if (Port* port = find(ports, runtime->metrics_port)) port->metrics = true;
  }
  std::ranges::sort(ports, {}, &Port::name);
  return ports;
}

std::vector<const Port*> main_ports(const Party& party) {
  std::vector<const Port*> result, peers;
  for (const Port& port : party.ports) {
    if (port.metrics || port.sidecar || (!party.client_port.empty() && party.client_port != port.name)) continue;
    (port.peer ? peers : result).push_back(&port);
  }
  return result.empty() ? peers : result;  // the only port of a ring is its main port too
}

const Port* find_port(const Party& party, std::string_view word) {
  const auto named = std::ranges::lower_bound(party.ports, word, {}, &Port::name);
  if (named != party.ports.end() && named->name == word) return &*named;
  const Port* found = nullptr;
  for (const Port& port : party.ports) {
    if (std::to_string(port.port) != word) continue;
    if (found != nullptr) return nullptr;
    found = &port;
  }
  return found;
}

std::string list_ports(const std::vector<const Port*>& ports) {
  std::string result;
  for (std::size_t index = 0; index < ports.size(); ++index) {
    if (index != 0) result += index + 1 == ports.size() ? " or " : ", ";
    result += fmt::format("`{}`", ports[index]->name);
  }
  return result;
}

}  // namespace portolan::wiring
