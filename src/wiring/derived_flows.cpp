#include "wiring/derived_flows.h"

#include <algorithm>

#include <fmt/core.h>

#include "wiring/api_server.h"
#include "wiring/endpoints.h"
#include "wiring/gateway.h"
#include "wiring/places.h"
#include "wiring/ports.h"

namespace portolan::wiring {

namespace {

class Derived {
 public:
  Derived(Draft& draft, FlowList& list) : draft_(draft), wiring_(draft.wiring), list_(list) {}

  void add_all() {
    ways_in();
    other_applications();
    scrapers();
    tracing();
    for (std::uint32_t index = 0; index < wiring_.workloads.size(); ++index) {
      peers(index);
      cloud_metadata(index);
      api_server(index);
    }
    for (std::uint32_t index = 0; index < wiring_.workloads.size(); ++index) {
      if (list_.talks(index)) dns(index);
    }
  }

 private:
  void add(Endpoint from, Endpoint to, std::vector<FlowPort> ports, Reason reason, std::string why, Origin at) {
    Flow flow;
    flow.from = std::move(from);
    flow.to = std::move(to);
    flow.ports = std::move(ports);
    flow.reason = reason;
    flow.why = std::move(why);
    flow.at = at;
    list_.add(std::move(flow));
  }

  void ways_in() {
    for (const Route& route : wiring_.routes) {
      const Party& party = wiring_.parties[route.party];
      const FlowPort port{route.protocol == Protocol::udp, route.target};
      for (const std::uint32_t workload : party.workloads) {
        if (route.via == Route::Via::gateway) {
          if (!wiring_.cluster.gateway.pods) continue;
          const Peer& pods = *wiring_.cluster.gateway.pods;
          add(peer_endpoint(pods.name_space, pods.labels), workload_endpoint(workload), {port}, Reason::gateway,
              fmt::format("{} is exposed through the gateway", party.display), route.at);
        } else {
          Endpoint world;
          world.kind = Endpoint::Kind::world;
          world.precision = Precision::any_address;
          const bool balancer = route.via == Route::Via::load_balancer;
          add(std::move(world), workload_endpoint(workload), {port}, balancer ? Reason::load_balancer : Reason::node_port,
              fmt::format("{} is exposed through {}", party.display, balancer ? "a load balancer" : "a port of every node"), route.at);
        }
      }
    }
  }

  void other_applications() {
    for (std::uint32_t index = 0; index < wiring_.links.size(); ++index) {
      const Link& link = wiring_.links[index];
      const Party& from = wiring_.parties[link.from];
      if (link.verb != Verb::exposes || from.name_space.empty()) continue;
      Endpoint caller = peer_endpoint(from.name_space, {});
      if (const auto labels = draft_.outside_labels.find(link.from); labels != draft_.outside_labels.end())
        caller.peer.edit().labels = labels->second;
      const Party& to = wiring_.parties[link.to];
      for (const std::uint32_t workload : to.workloads) {
        Flow flow;
        flow.from = caller;
        flow.to = workload_endpoint(workload);
        flow.ports = {{link.protocol == Protocol::udp, link.target}};
        flow.reason = Reason::other_application;
        flow.link = index;
        flow.why = fmt::format("{} is exposed to {}, as agreed with the other team", to.display, from.display);
        flow.at = link.at;
        list_.add(std::move(flow));
      }
    }
  }

  // Every port that offers metrics, to every scraper.
  void scrapers() {
    for (const chart::ClusterFacts::Scraper& scraper : draft_.chart.cluster.scrapers) {
      std::vector<Endpoint> ends;
      std::string who = "the scraper";
      if (!scraper.service) {
        ends.push_back(peer_endpoint(scraper.peer.name_space, scraper.peer.pods));
      } else {
        const Names::Lookup found = draft_.names.find(scraper.service->name, scraper.service->name_space, draft_.chart.name_space,
                                                      static_cast<Sorts>(Named::Sort::service));
        who = scraper.service->raw;
        if (found.found != nullptr && found.found->active) {
          for (const std::uint32_t workload : wiring_.parties[found.found->party].workloads) ends.push_back(workload_endpoint(workload));
        } else if (found.found == nullptr && !scraper.service->name_space.empty()) {
          ends.push_back(peer_endpoint(scraper.service->name_space, {{party_label, scraper.service->name}}));
        }
      }
      for (std::uint32_t index = 0; index < wiring_.workloads.size(); ++index) {
        const Workload& workload = wiring_.workloads[index];
        if (!workload.metrics) continue;
        for (const Endpoint& end : ends) {
          if (end.kind == Endpoint::Kind::workload && end.workload == index) continue;
          add(end, workload_endpoint(index), {{false, workload.metrics->port}}, Reason::scraper,
              fmt::format("{} reads the metrics of {}", who, workload.name), origin(scraper.at));
        }
      }
    }
  }

  // The one egress of every meshed pod; its end may be a service or an external.
  void tracing() {
    const chart::MeshFacts& mesh = draft_.chart.mesh;
    if (mesh.kind == "none" || !mesh.tracing_to) return;
    const Named* target = draft_.names.find(mesh.tracing_to->name, mesh.tracing_to->name_space, draft_.chart.name_space, callable).found;
    if (target == nullptr || !target->active) return;
    const Party& party = wiring_.parties[target->party];
    const std::vector<const Port*> mains = main_ports(party);
    const Port* port = !mesh.tracing_to->port.empty() ? find_port(party, mesh.tracing_to->port)
                       : mains.size() == 1            ? mains.front()
                                                      : nullptr;
    if (port == nullptr) return;
    std::vector<Endpoint> ends;
    if (target->external != nullptr) ends = endpoints_of(*target->external, draft_.chart.cluster.fqdn_policy);
    for (const std::uint32_t workload : party.workloads) ends.push_back(workload_endpoint(workload));
    for (std::uint32_t index = 0; index < wiring_.workloads.size(); ++index) {
      if (!wiring_.workloads[index].meshed) continue;
      for (const Endpoint& end : ends) {
        if (end.kind == Endpoint::Kind::workload && end.workload == index) continue;
        add(workload_endpoint(index), end, {{port->udp, port->target}}, Reason::tracing,
            fmt::format("the sidecar of {} sends spans to {}", wiring_.workloads[index].name, party.display), origin(mesh.at));
      }
    }
  }

  // Members of one server, on the ports that the catalogue keeps for them.
  void peers(std::uint32_t index) {
    const Workload& workload = wiring_.workloads[index];
    const chart::Server* server = draft_.server_of(workload.party);
    if (server == nullptr || !workload.spread_peers) return;
    std::vector<FlowPort> ports;
    for (const Port& port : wiring_.parties[workload.party].ports) {
      if (!port.metrics) ports.push_back({port.udp, port.target});
    }
    if (ports.empty()) return;
    add(workload_endpoint(index), workload_endpoint(index), std::move(ports), Reason::peers,
        fmt::format("the members of {} talk to one another", workload.name), workload.at);
  }

  void cloud_metadata(std::uint32_t index) {
    const Workload& workload = wiring_.workloads[index];
    for (const auto& [cloud, role] : workload.identity) {
      Endpoint end;
      end.kind = Endpoint::Kind::addresses;
      std::vector<FlowPort> ports = {{false, 80}};
      if (cloud == "gcp") {
        end.cidrs.edit() = {"169.254.169.252/32", "169.254.169.254/32"};
        ports.push_back({false, 988});
      } else if (cloud == "aws") {
        end.cidrs.edit() = {"169.254.170.23/32"};
      } else {
        end = any_address();
        end.hosts.edit() = {"login.microsoftonline.com"};
        if (!draft_.chart.cluster.fqdn_policy.empty()) end.precision = Precision::names;
        ports = {{false, 443}};
      }
      add(workload_endpoint(index), std::move(end), std::move(ports), Reason::cloud_metadata,
          fmt::format("{} gets its cloud identity there", workload.name), workload.at);
    }
  }

  // Its address is a fact of the cluster that no file says; the policies of two network plug-ins have a word for it. What it answers
  // is held by RBAC.
  void api_server(std::uint32_t index) {
    const Workload& workload = wiring_.workloads[index];
    if (workload.api_rules.empty()) return;
    Endpoint end = any_address();
    const std::string& plug_in = draft_.chart.cluster.fqdn_policy;
    if (plug_in == "cilium" || plug_in == "calico") {
      end.hosts.edit() = {std::string(api_server_host)};
      end.precision = Precision::names;
    }
    add(workload_endpoint(index), std::move(end), {{false, 443}, {false, 6443}}, Reason::api_server,
        fmt::format("{} uses the cluster's own API", workload.name), workload.at);
  }

  void dns(std::uint32_t index) {
    const chart::ClusterFacts& cluster = draft_.chart.cluster;
    const std::vector<FlowPort> ports = {{false, 53}, {true, 53}};
    const std::string why = fmt::format("{} needs names", wiring_.workloads[index].name);
    const bool custom = cluster.dns != "kube-dns" && cluster.dns != "nodelocal";
    std::vector<std::string> addresses = cluster.dns_addresses;
    if (cluster.dns == "nodelocal") addresses.emplace_back("169.254.20.10");
    if (!custom)
      add(workload_endpoint(index), peer_endpoint("kube-system", {{"k8s-app", "kube-dns"}}), ports, Reason::dns, why, {});
    else if (!cluster.dns_peer.name_space.empty())
      add(workload_endpoint(index), peer_endpoint(cluster.dns_peer.name_space, cluster.dns_peer.pods), ports, Reason::dns, why,
          origin(cluster.at));
    if (addresses.empty()) return;
    Endpoint end;
    end.kind = Endpoint::Kind::addresses;
    end.cidrs = expand_ranges(addresses);
    add(workload_endpoint(index), std::move(end), ports, Reason::dns, why, origin(cluster.at));
  }

  Draft& draft_;
  Wiring& wiring_;
  FlowList& list_;
};

}  // namespace

void add_derived_flows(Draft& draft, FlowList& list) { Derived(draft, list).add_all(); }

}  // namespace portolan::wiring
