#include "wiring/probes.h"

#include <algorithm>

#include <fmt/core.h>

#include "wiring/places.h"
#include "wiring/ports.h"
#include "wiring/targets.h"

namespace portolan::wiring {

namespace {

constexpr std::uint32_t laxer = 3;

std::uint32_t seconds(std::uint32_t milliseconds) { return std::max(1u, (milliseconds + 999) / 1000); }

class Maker {
 public:
  Maker(Draft& draft, std::uint32_t index)
      : draft_(draft),
        workload_(draft.wiring.workloads[index]),
        runtime_(*draft.runtime_of_workload[index]),
        party_(draft.wiring.parties[workload_.party]) {}

  void make() {
    make_metrics();
    if (workload_.job) return;
    chart::Probe said = runtime_.health.value_or(chart::Probe{});
    if (said.kind == chart::Probe::Kind::none) return;
    if (said.kind == chart::Probe::Kind::unsaid) {
      if (main_ports(party_).size() != 1) return ask_health();
      said.kind = chart::Probe::Kind::tcp;
    }
    Health& health = workload_.health;
    health.ready = probe(said);
    if (health.ready.kind == Probe::Kind::none) return;
    if (runtime_.live && runtime_.live->kind != chart::Probe::Kind::unsaid) {
      health.live = runtime_.live->kind == chart::Probe::Kind::none ? Probe{} : probe(*runtime_.live);
      if (!runtime_.live->failures_said) health.live.failures = health.ready.failures * laxer;
    } else {
      health.live = default_live();
    }
    if (same_port_probe(health.ready, health.live)) health.live.port_name.clear();
    health.startup = startup(said);
  }

 private:
  void ask_health() {
    if (party_.ports.empty() && party_.service_kind != ServiceKind::worker) return;
    draft_.sink.add(
        with_layers({.code = "P1017",
                     .severity = diagnostics::Severity::question,
                     .message = party_.ports.empty() ? fmt::format("how does one see that `{}` is well?", party_.display)
                                                     : fmt::format("which port or path says that `{}` is well?", party_.display),
                     .hint = party_.ports.empty() ? "write `health: {exec: [COMMAND]}`, or `health: none`"
                                                  : "write `health: /path`, `health: {tcp: PORT}` or `health: none`",
                     .to = runtime_.owner,
                     .about = party_.display,
                     .blocking = false},
                    runtime_.at, party_.display));
  }

  const Port* port_of(const chart::Probe& said) {
    if (said.port.empty()) {
      // Sidecars and metrics apart; of several ports none is the main one.
      const std::vector<const Port*> ports = main_ports(party_);
      if (ports.size() == 1) return ports.front();
    }
    chart::Target target;
    target.raw = target.name = party_.name;
    target.port = said.port;
    return find_link_port(draft_, party_, target, {runtime_, party_.display}, "health", said.at.said.known() ? said.at : runtime_.at);
  }

  Probe probe(const chart::Probe& said) {
    Probe result;
    result.every_s = seconds(said.every_ms);
    result.timeout_s = seconds(said.timeout_ms);
    result.failures = std::max(1u, said.failures);
    if (said.kind == chart::Probe::Kind::exec) {
      result.kind = Probe::Kind::exec;
      result.exec = said.exec;
      return result;
    }
    const Port* port = port_of(said);
    if (port == nullptr) return {};
    result.port_name = port->name;
    result.port = port->target;
    result.path = said.path;
    result.headers = said.headers;
    result.grpc_service = said.grpc_service;
    result.tls = port->protocol == Protocol::https;
    result.kind = said.kind == chart::Probe::Kind::http   ? Probe::Kind::http
                  : said.kind == chart::Probe::Kind::grpc ? Probe::Kind::grpc
                                                          : Probe::Kind::tcp;
    return result;
  }

  // A command is asked again where there is no port to knock at.
  Probe default_live() {
    Probe live = workload_.health.ready;
    live.failures *= laxer;
    if (live.kind == Probe::Kind::exec) {
      const std::vector<const Port*> ports = main_ports(party_);
      if (ports.size() != 1) return live;
      live.port = ports.front()->target;
      live.port_name = ports.front()->name;
      live.exec.clear();
      live.timeout_s = std::min(live.timeout_s, 5u);
    }
    live.kind = Probe::Kind::tcp;
    live.path.clear();
    live.headers.clear();
    live.grpc_service.clear();
    live.tls = false;
    return live;
  }

  static bool same_port_probe(const Probe& ready, const Probe& live) {
    if (ready.kind != live.kind || ready.port != live.port) return false;
    return ready.kind == Probe::Kind::tcp || (ready.kind == Probe::Kind::http && ready.path == live.path);
  }

  // Asked often, as long as the start may take; replaces an initial delay.
  Probe startup(const chart::Probe& said) const {
    Probe result = workload_.health.ready;
    result.every_s = std::min(result.every_s, result.kind == Probe::Kind::exec ? 10u : 5u);
    const std::uint32_t whole = seconds(said.startup_ms);
    result.failures = std::max(1u, (whole + result.every_s - 1) / result.every_s);
    return result;
  }

  void make_metrics() {
    if (runtime_.metrics_path.empty()) return;
    const std::vector<const Port*> ports = main_ports(party_);
    const Port* port = !runtime_.metrics_port.empty() ? find_port(party_, runtime_.metrics_port)
                       : ports.size() == 1            ? ports.front()
                                                      : nullptr;
    if (port == nullptr) {
      chart::Target target;
      target.raw = target.name = party_.name;
      target.port = runtime_.metrics_port;
      find_link_port(draft_, party_, target, {runtime_, party_.display}, "metrics", runtime_.at);
      return;
    }
    workload_.metrics = Metrics{port->name, runtime_.metrics_path, port->target};
  }

  Draft& draft_;
  Workload& workload_;
  const chart::Runtime& runtime_;
  const Party& party_;
};

}  // namespace

void make_probes(Draft& draft, std::uint32_t workload) { Maker(draft, workload).make(); }

}  // namespace portolan::wiring
