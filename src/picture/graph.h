#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "text/source.h"
#include "wiring/wiring.h"

// What a picture shows, before anybody thinks of where: boxes, the namespaces around them, and lines.
//
// Secrets, accounts and values of variables are not in it at all, so that no renderer can show one. Every vector is sorted
// by name; equal wirings give equal graphs whatever order their parties and links stand in.

namespace portolan::picture {

enum class NodeKind : std::uint8_t {
  service,
  worker,
  job,
  schedule,
  store,
  broker,
  external,
  gateway,
  internet,
  outside,  // pods or nodes that the chart does not declare, and other applications
  summary   // a namespace drawn as one box
};

struct Channel {
  std::string name;
  std::string kind;  // queue, topic, stream
};

struct Node {
  NodeKind kind = NodeKind::service;
  std::string name;                      // without its namespace
  std::string display;                   // as people say it from anywhere
  std::vector<std::string> details;      // short lines under the name: ports, what kind of server, the schedule
  std::vector<std::string> peers;        // ports that its own replicas open to each other: "tcp-ring:7946"
  std::vector<Channel> channels;         // of a broker, in the order of their names
  std::optional<std::uint32_t> cluster;  // none: outside every namespace of the application
  std::uint32_t versions = 0;            // of a service that has several
  std::string tooltip;
};

struct Cluster {
  std::string name;
  bool made = true;  // Portolan makes the namespace
};

enum class Tone : std::uint8_t { entry, call, message, use };

// All links of one pair of ends. Messages run in the direction they flow: publisher, channel, consumer.
struct Edge {
  static constexpr std::uint32_t whole_node = 0xFFFFFFFF;
  std::uint32_t from = 0, to = 0;  // nodes
  std::uint32_t from_channel = whole_node, to_channel = whole_node;
  Tone tone = Tone::call;
  bool enforced = true;                   // whether the servers themselves hold the caller to every one of the links
  std::vector<std::string> labels;        // "grpc:7070"; sorted, each once
  std::vector<std::string> brief_labels;  // "grpc", where the box at its end already says which port that is
  std::vector<std::string> said;          // one sentence a link, with its line of the chart

  [[nodiscard]] bool async() const { return tone == Tone::message; }
};

struct Graph {
  std::string app, environment;
  std::vector<Cluster> clusters;
  std::vector<Node> nodes;  // by namespace, those outside last, then by name
  std::vector<Edge> edges;  // by ends
  bool summarised = false;
};

Graph make_graph(const wiring::Wiring& wiring, const text::Sources& sources);

// One box a namespace, everything outside as it was: for applications too large to be drawn service by service.
Graph summarise(const Graph& graph);

}  // namespace portolan::picture
