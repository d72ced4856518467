#include <map>
#include <tuple>

#include "picture/graph.h"

namespace portolan::picture {

namespace {

std::string counted(std::size_t count, const char* singular, const char* plural) {
  return std::to_string(count) + ' ' + (count == 1 ? singular : plural);
}

Node summary_box(const Graph& graph, std::uint32_t cluster) {
  std::size_t services = 0, stores = 0, brokers = 0;
  for (const auto& node : graph.nodes) {
    if (node.cluster != cluster) continue;
    if (node.kind == NodeKind::store)
      ++stores;
    else if (node.kind == NodeKind::broker)
      ++brokers;
    else
      ++services;
  }
  Node box;
  box.kind = NodeKind::summary;
  box.name = box.display = box.tooltip = graph.clusters[cluster].name;
  if (services != 0) box.details.push_back(counted(services, "service", "services"));
  if (stores != 0) box.details.push_back(counted(stores, "store", "stores"));
  if (brokers != 0) box.details.push_back(counted(brokers, "broker", "brokers"));
  return box;
}

}  // namespace

Graph summarise(const Graph& graph) {
  Graph summary;
  summary.app = graph.app;
  summary.environment = graph.environment;
  summary.summarised = true;
  for (std::uint32_t cluster = 0; cluster < graph.clusters.size(); ++cluster) summary.nodes.push_back(summary_box(graph, cluster));
  std::vector<std::uint32_t> box_of(graph.nodes.size());
  for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
    if (graph.nodes[node].cluster) {
      box_of[node] = *graph.nodes[node].cluster;
      continue;
    }
    box_of[node] = static_cast<std::uint32_t>(summary.nodes.size());
    summary.nodes.push_back(graph.nodes[node]);
    summary.nodes.back().channels.clear();
  }

  struct Bundle {
    std::size_t count = 0;
    bool enforced = true;
  };
  std::map<std::tuple<std::uint32_t, std::uint32_t, Tone>, Bundle> bundles;
  for (const auto& edge : graph.edges) {
    const std::uint32_t from = box_of[edge.from], to = box_of[edge.to];
    if (from == to) continue;
    auto& bundle = bundles[{from, to, edge.tone}];
    bundle.count += edge.said.empty() ? 1 : edge.said.size();
    bundle.enforced = bundle.enforced && edge.enforced;
  }
  for (const auto& [key, bundle] : bundles) {
    Edge edge;
    std::tie(edge.from, edge.to, edge.tone) = key;
    edge.enforced = bundle.enforced;
    edge.labels.push_back(counted(bundle.count, "link", "links"));
    edge.brief_labels = edge.labels;
    edge.said.push_back(summary.nodes[edge.from].display + " has " + edge.labels.back() + " to " + summary.nodes[edge.to].display);
    summary.edges.push_back(std::move(edge));
  }
  return summary;
}

}  // namespace portolan::picture
