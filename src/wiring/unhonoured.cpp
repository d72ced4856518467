#include "wiring/unhonoured.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "wiring/places.h"
#include "wiring/servers.h"

namespace portolan::wiring {

namespace {

class Finder {
 public:
  explicit Finder(Draft& draft)
      : draft_(draft),
        for_mesh_(draft.chart.mesh.kind == "none" ? "need a mesh" : "wait for the mesh's resources, which are not written yet") {}

  void find() {
    const chart::MeshFacts& mesh = draft_.chart.mesh;
    if (mesh.kind != "none") add("the mesh", "its resources are not written yet; links are held by network policies", mesh.at);
    for (const chart::Service& service : draft_.chart.services) {
      if (service.active) of_service(service);
    }
    for (const chart::Server& server : draft_.chart.servers) {
      if (server.active) of_server(server);
    }
    for (const chart::External& external : draft_.chart.externals) {
      if (external.tls == "originate") add("externals with `tls: originate`", for_mesh_, external.at);
    }
  }

  void finish() {
    for (auto& [key, places] : found_) {
      std::ranges::sort(places, {},
                        [](const Origin& place) { return std::tie(place.said.file, place.said.begin, place.via.file, place.via.begin); });
      const auto rest = std::ranges::unique(places, [](const Origin& left, const Origin& right) { return left.said == right.said; });
      places.erase(rest.begin(), rest.end());
      draft_.wiring.unhonoured.push_back({key.first, key.second, std::move(places)});
    }
  }

 private:
  void add(const char* what, const char* why, const chart::Place& place) { found_[{what, why}].push_back(origin(place)); }

  void of_call(const chart::Call& call, const chart::Place& place) {
    if (!call.routes.empty()) add("routes of calls", for_mesh_, place);
    if (call.retries) add("retries of calls", for_mesh_, place);
    if (!call.timeout.empty()) add("timeouts of calls", for_mesh_, place);
    if (call.max_connections || call.max_requests || call.max_pending) add("circuit breaking (`max`)", for_mesh_, place);
    if (call.fault) add("faults", for_mesh_, place);
  }

  void of_runtime(const chart::Runtime& runtime) {
    for (const chart::Link& link : runtime.links) of_call(*link.call, link.at);
    for (const chart::Port& port : runtime.ports) {
      of_call(*port.calls, port.at);
      if (!port.mtls.empty()) add("`mtls` of ports", for_mesh_, port.at);
    }
  }

  void of_service(const chart::Service& service) {
    of_runtime(service);
    if (service.has_local) add("`local`", "is for this machine", service.at);
    if (service.has_stand_in) add("`stand-in`", "is for this machine", service.at);
    for (const chart::Version& version : service.versions) {
      if (!version.runtime.active) continue;
      of_runtime(version.runtime);
    }
    of_versions(service);
    for (const chart::Expose& expose : service.expose) {
      if (expose.local) add("`expose.local`", "is for this machine", expose.at);
    }
  }

  // A route of the gateway splits requests by itself; among callers inside only a mesh can.
  void of_versions(const chart::Service& service) {
    if (service.versions.empty()) return;
    const Named* named = draft_.names.exact(service.name, service.name_space);
    if (named == nullptr || named->party == Named::no_party) return;
    const std::uint32_t party = named->party;
    const bool routed = !draft_.wiring.cluster.gateway.ingress && std::ranges::any_of(draft_.wiring.routes, [&](const Route& route) {
      return route.party == party && route.via == Route::Via::gateway;
    });
    const auto from_inside = [&](std::uint32_t link) { return draft_.wiring.links[link].verb != Verb::exposes; };
    if (routed && std::ranges::none_of(draft_.links_to[party], from_inside)) return;
    for (const chart::Version& version : service.versions) {
      const chart::Place& at = version.runtime.at;
      if (version.runtime.active && version.weight)
        add(routed ? "weights of versions, for callers inside" : "weights of versions", for_mesh_, at);
      if (version.runtime.active && !version.match_headers.empty())
        add(routed ? "`match` of versions, for callers inside" : "`match` of versions", for_mesh_, at);
    }
  }

  // RabbitMQ and Kafka know nothing that nobody declared; elsewhere only streams and their groups are made.
  static bool made_beforehand(const chart::Server& server, const chart::Channel& channel) {
    const bool by_program = channel.topology.empty() ? server.app_topology : channel.topology == "app";
    const bool all = server.entry->grants == "rabbitmq" || server.entry->grants == "kafka";
    return !by_program && (all || channel.kind == "stream");
  }

  // The families that `portolan secrets` renders.
  static bool rights_are_written(std::string_view grants) { return grants == "redis" || grants == "rabbitmq" || grants == "nats"; }

  void of_server(const chart::Server& server) {
    of_runtime(server);
    if (!server.operator_name.empty()) add("`operator`", "its resources are not written yet; a StatefulSet stands in", server.at);
    if (!server.seed.empty() && !server.external) add("`seed`", "scripts run where accounts are made, which is not there yet", server.at);
    for (const chart::Part& part : server.parts) {
      if (!part.seed.empty() || !part.schemas.empty())
        add("`seed` and `schemas` of parts", "are made where accounts are made, which is not there yet", part.at);
    }
    const bool keeps_tls = server.tls == "server" || server.tls == "mutual";
    if (keeps_tls && runs_pods(server)) add("`tls` of stores and brokers", "certificates are not made yet", server.at);
    const bool makes_channels =
        std::ranges::any_of(server.channels, [&](const chart::Channel& one) { return made_beforehand(server, one); });
    if (makes_channels && (!server.external || server.external->admin))
      add("queues, topics and streams", "are made where accounts are made, which is not there yet", server.at);
    const bool accounts = server.auth == "per-service" && server.entry->enforces_verbs && server.entry->name != "volume";
    if (accounts && !rights_are_written(server.entry->grants) && (!server.external || server.external->admin))
      add("accounts and rights", "are not yet written in the words of this kind of server", server.at);
  }

  Draft& draft_;
  const char* for_mesh_;
  std::map<std::pair<std::string, std::string>, std::vector<Origin>> found_;
};

}  // namespace

void find_unhonoured(Draft& draft) {
  Finder finder(draft);
  finder.find();
  finder.finish();
}

}  // namespace portolan::wiring
