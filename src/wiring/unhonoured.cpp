#include "wiring/unhonoured.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "wiring/places.h"
#include "wiring/servers.h"

namespace portolan::wiring {

namespace {

constexpr const char* needs_mesh = "need a mesh";

class Finder {
 public:
  explicit Finder(Draft& draft) : draft_(draft) {}

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
      if (external.tls == "originate") add("`tls: originate`", needs_mesh, external.at);
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
    if (!call.routes.empty()) add("routes of calls", needs_mesh, place);
    if (call.retries) add("retries of calls", needs_mesh, place);
    if (!call.timeout.empty()) add("timeouts of calls", needs_mesh, place);
    if (call.max_connections || call.max_requests || call.max_pending) add("circuit breaking (`max`)", needs_mesh, place);
    if (call.fault) add("faults", needs_mesh, place);
  }

  void of_runtime(const chart::Runtime& runtime) {
    for (const chart::Link& link : runtime.links) of_call(*link.call, link.at);
    for (const chart::Port& port : runtime.ports) {
      of_call(*port.calls, port.at);
      if (!port.mtls.empty()) add("`mtls` of ports", needs_mesh, port.at);
    }
  }

  void of_service(const chart::Service& service) {
    of_runtime(service);
    if (service.has_local) add("`local`", "is for this machine", service.at);
    if (service.has_stand_in) add("`stand-in`", "is for this machine", service.at);
    for (const chart::Version& version : service.versions) {
      if (!version.runtime.active) continue;
      of_runtime(version.runtime);
      if (version.weight) add("weights of versions", needs_mesh, version.runtime.at);
      if (!version.match_headers.empty()) add("`match` of versions", needs_mesh, version.runtime.at);
    }
    for (const chart::Expose& expose : service.expose) {
      if (expose.local) add("`expose.local`", "is for this machine", expose.at);
    }
  }

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
    const bool accounts = server.auth == "per-service" && server.entry->enforces_verbs && server.entry->name != "volume";
    if (accounts && (!server.external || server.external->admin))
      add("accounts and rights", "are made by `portolan secrets`, which is not there yet", server.at);
  }

  Draft& draft_;
  std::map<std::pair<std::string, std::string>, std::vector<Origin>> found_;
};

}  // namespace

void find_unhonoured(Draft& draft) {
  Finder finder(draft);
  finder.find();
  finder.finish();
}

}  // namespace portolan::wiring
