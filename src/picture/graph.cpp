#include "picture/graph.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "picture/labels.h"

namespace portolan::picture {

namespace {

using wiring::PartyKind;

NodeKind node_kind(const wiring::Party& party) {
  switch (party.kind) {
    case PartyKind::service:
      switch (party.service_kind) {
        case wiring::ServiceKind::service: return NodeKind::service;
        case wiring::ServiceKind::worker: return NodeKind::worker;
        case wiring::ServiceKind::job: return NodeKind::job;
        case wiring::ServiceKind::schedule: return NodeKind::schedule;
      }
      return NodeKind::service;
    case PartyKind::store: return NodeKind::store;
    case PartyKind::broker: return NodeKind::broker;
    case PartyKind::external: return NodeKind::external;
    case PartyKind::outside:
      if (party.name == "(gateway)") return NodeKind::gateway;
      return party.name == "(internet)" ? NodeKind::internet : NodeKind::outside;
  }
  return NodeKind::outside;
}

bool inside(const wiring::Party& party) {
  if (party.kind == PartyKind::service) return true;
  return (party.kind == PartyKind::store || party.kind == PartyKind::broker) && party.deployed;
}

std::string first_and_count(const std::vector<std::string>& texts) {
  if (texts.empty()) return "";
  std::string line = texts.front();
  if (texts.size() > 1) line += " +" + std::to_string(texts.size() - 1);
  return line;
}

// Two ports a line, so that a box with many of them grows down and not across.
void add_ports(const wiring::Party& party, std::vector<std::string>& details) {
  std::string line;
  unsigned in_line = 0;
  for (const auto& port : party.ports) {
    if (port.peer) continue;
    if (in_line == 2) {
      details.push_back(std::exchange(line, ""));
      in_line = 0;
    }
    if (in_line != 0) line += " · ";
    line += port_label(port);
    ++in_line;
  }
  if (!line.empty()) details.push_back(std::move(line));
}

std::uint32_t count_versions(const wiring::Wiring& wiring, const wiring::Party& party) {
  const auto versions = std::ranges::count_if(party.workloads, [&](auto index) { return !wiring.workloads[index].version.empty(); });
  return versions > 1 ? static_cast<std::uint32_t>(versions) : 0;
}

void describe_service(const wiring::Wiring& wiring, const wiring::Party& party, Node& node) {
  if (node.kind == NodeKind::worker) node.details.emplace_back("worker");
  if (node.kind == NodeKind::job) node.details.emplace_back("job");
  if (node.kind == NodeKind::schedule) node.details.push_back("job at " + party.schedule);
  add_ports(party, node.details);
  node.versions = count_versions(wiring, party);
  if (node.versions == 0) return;
  std::string line;
  for (const auto index : party.workloads) {
    const auto& version = wiring.workloads[index].version;
    if (version.empty()) continue;
    if (!line.empty()) line += ", ";
    line += version;
  }
  node.details.push_back("versions " + line);
}

// `client_port`: the one that clients use, as far as there are any.
void describe_server(const wiring::Party& party, std::uint16_t client_port, Node& node) {
  std::string line = party.server_title.empty() ? party.server_kind : party.server_title;
  if (!party.version.empty()) line += ' ' + party.version;
  if (client_port == 0) {
    const auto main_port = std::ranges::find_if(party.ports, [](const auto& port) { return !port.peer && !port.metrics; });
    if (main_port != party.ports.end()) client_port = main_port->port;
  }
  if (client_port != 0) line += " · " + std::to_string(client_port);
  node.details.push_back(std::move(line));
  if (!party.deployed) node.details.push_back(party.hosts.empty() ? "exists already" : first_and_count(party.hosts));
  for (const auto& channel : party.channels) node.channels.push_back({channel.key, channel.kind});
  std::ranges::sort(node.channels, {}, &Channel::name);
}

void describe_outside(const wiring::Wiring& wiring, const wiring::Party& party, Node& node) {
  if (node.kind == NodeKind::gateway) {
    const auto& gateway = wiring.cluster.gateway;
    if (gateway.ingress) {
      node.details.push_back(gateway.ingress_class.empty() ? "Ingress" : "Ingress " + gateway.ingress_class);
    } else {
      node.details.push_back(gateway.class_name.empty() ? "Gateway API" : "Gateway " + gateway.class_name);
    }
  } else if (!party.hosts.empty()) {
    node.details.push_back(first_and_count(party.hosts));
  } else if (!party.cidrs.empty()) {
    node.details.push_back(first_and_count(party.cidrs));
  } else if (node.kind == NodeKind::outside && !party.name.starts_with('(')) {
    node.details.emplace_back("another application");
  }
}

Node make_node(const wiring::Wiring& wiring, const wiring::Party& party, std::uint16_t client_port, const text::Sources& sources) {
  Node node;
  node.kind = node_kind(party);
  node.name = party.name;
  node.display = party.display.empty() ? party.name : party.display;
  switch (party.kind) {
    case PartyKind::service: describe_service(wiring, party, node); break;
    case PartyKind::store:
    case PartyKind::broker: describe_server(party, client_port, node); break;
    case PartyKind::external:
    case PartyKind::outside: describe_outside(wiring, party, node); break;
  }
  node.tooltip = node.display;
  if (!party.owner.empty()) node.tooltip += ", owned by " + party.owner;
  if (party.at.said.known()) node.tooltip += " (" + sources.line_of(party.at.said) + ')';
  return node;
}

// "shop.example.com http:80": the names by which the world reaches this port.
std::string entry_label(const wiring::Wiring& wiring, const wiring::Link& link, std::uint32_t callee, const std::string& label) {
  std::vector<std::string> hosts;
  for (const auto& route : wiring.routes) {
    if (route.party != callee || route.port_name != link.port_name) continue;
    for (const auto& host : route.hosts) {
      if (host != "*") hosts.push_back(host);
    }
  }
  std::ranges::sort(hosts);
  hosts.erase(std::ranges::unique(hosts).begin(), hosts.end());
  const std::string first = first_and_count(hosts);
  return first.empty() ? label : first + ' ' + label;
}

std::uint32_t channel_row(const Node& node, const std::string& channel) {
  const auto found = std::ranges::find(node.channels, channel, &Channel::name);
  if (channel.empty() || found == node.channels.end()) return Edge::whole_node;
  return static_cast<std::uint32_t>(found - node.channels.begin());
}

void sort_once(std::vector<std::string>& texts) {
  std::ranges::sort(texts);
  texts.erase(std::ranges::unique(texts).begin(), texts.end());
}

class GraphMaker {
 public:
  GraphMaker(const wiring::Wiring& wiring, const text::Sources& sources) : wiring_(wiring), sources_(sources) {}

  Graph make() {
    graph_.app = wiring_.app;
    graph_.environment = wiring_.environment;
    add_clusters();
    add_nodes();
    for (const auto& link : wiring_.links) add_link(link);
    for (auto& [key, edge] : edges_) {
      sort_once(edge.labels);
      sort_once(edge.brief_labels);
      sort_once(edge.said);
      graph_.edges.push_back(std::move(edge));
    }
    for (auto& node : graph_.nodes) sort_once(node.peers);
    return std::move(graph_);
  }

 private:
  void add_clusters() {
    std::map<std::string, bool> names;
    for (const auto& party : wiring_.parties) {
      if (inside(party)) names.emplace(party.name_space, true);
    }
    for (const auto& name_space : wiring_.namespaces) {
      if (const auto found = names.find(name_space.name); found != names.end()) found->second = name_space.made;
    }
    for (const auto& [name, made] : names) graph_.clusters.push_back({name, made});
  }

  // What is outside and not reached in this environment is not worth a box.
  [[nodiscard]] std::vector<std::uint32_t> drawn_parties() const {
    std::vector<bool> linked(wiring_.parties.size());
    for (const auto& link : wiring_.links) linked[link.from] = linked[link.to] = true;
    std::vector<std::uint32_t> drawn;
    for (std::uint32_t index = 0; index < wiring_.parties.size(); ++index) {
      if (linked[index] || inside(wiring_.parties[index])) drawn.push_back(index);
    }
    std::ranges::sort(drawn, {}, [&](std::uint32_t index) {
      const auto& party = wiring_.parties[index];
      return std::tuple<bool, const std::string&, const std::string&>(!inside(party), party.name_space, party.name);
    });
    return drawn;
  }

  void add_nodes() {
    node_of_.assign(wiring_.parties.size(), 0);
    std::vector<std::uint16_t> client_port(wiring_.parties.size());
    for (const auto& link : wiring_.links) {
      auto& port = client_port[link.to];
      if (link.verb != wiring::Verb::calls && link.port != 0 && (port == 0 || link.port < port)) port = link.port;
    }
    for (const auto index : drawn_parties()) {
      const auto& party = wiring_.parties[index];
      node_of_[index] = static_cast<std::uint32_t>(graph_.nodes.size());
      graph_.nodes.push_back(make_node(wiring_, party, client_port[index], sources_));
      if (!inside(party)) continue;
      const auto cluster = std::ranges::lower_bound(graph_.clusters, party.name_space, {}, &Cluster::name);
      graph_.nodes.back().cluster = static_cast<std::uint32_t>(cluster - graph_.clusters.begin());
    }
  }

  void add_link(const wiring::Link& link) {
    std::uint32_t from = link.from, to = link.to;
    if (link.verb == wiring::Verb::exposes && wiring_.parties[to].kind == PartyKind::outside) std::swap(from, to);
    if (from == to) {
      graph_.nodes[node_of_[from]].peers.push_back(link_label(link));
      return;
    }
    Edge edge;
    edge.from = node_of_[from];
    edge.to = node_of_[to];
    std::string label = link_label(link), brief_label = brief_link_label(wiring_, link);
    switch (link.verb) {
      case wiring::Verb::calls: edge.tone = Tone::call; break;
      case wiring::Verb::uses: edge.tone = Tone::use; break;
      case wiring::Verb::publishes:
        edge.tone = Tone::message;
        edge.to_channel = channel_row(graph_.nodes[edge.to], link.channel);
        break;
      case wiring::Verb::consumes:
        edge.tone = Tone::message;
        std::swap(edge.from, edge.to);
        edge.from_channel = channel_row(graph_.nodes[edge.from], link.channel);
        break;
      case wiring::Verb::exposes:
        edge.tone = Tone::entry;
        label = entry_label(wiring_, link, to, label);
        brief_label = entry_label(wiring_, link, to, brief_label);
        break;
    }
    const Key key{edge.from, edge.to, edge.from_channel, edge.to_channel, edge.tone};
    Edge& merged = edges_.try_emplace(key, std::move(edge)).first->second;
    merged.enforced = merged.enforced && link.enforced;
    merged.labels.push_back(std::move(label));
    merged.brief_labels.push_back(std::move(brief_label));
    merged.said.push_back(link_sentence(wiring_, link, sources_));
  }

  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, Tone>;
  const wiring::Wiring& wiring_;
  const text::Sources& sources_;
  Graph graph_;
  std::vector<std::uint32_t> node_of_;  // party → node
  std::map<Key, Edge> edges_;
};

}  // namespace

Graph make_graph(const wiring::Wiring& wiring, const text::Sources& sources) { return GraphMaker(wiring, sources).make(); }

}  // namespace portolan::picture
