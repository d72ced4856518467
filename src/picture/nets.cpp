#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "picture/sheet.h"

// From edges to nets, and from nets to what they have in each layer and between layers.
//
// All edges that reach one end in the same way (same label, same kind of line, held to by the server or not) are one net,
// rooted at that end; those that leave one channel of a broker are one net rooted at the channel. A net has up to two trees, one on
// each side of its root. A tree passes the layers between its root and its farthest member once, however many members it has;
// every member joins it beside its own layer. Forty services that report to one collector so need one line each and not
// forty lines across the whole picture.

namespace portolan::picture {

namespace {

constexpr std::size_t hub_callers = 7;

std::string net_label(const Edge& edge) {
  std::string label;
  for (const auto& text : edge.brief_labels) label += (label.empty() ? "" : ", ") + text;
  return label;
}

struct Member {
  std::uint32_t edge = 0, node = 0, row = 0, rank = 0;
};

class NetBuilder {
 public:
  explicit NetBuilder(Sheet& sheet) : sheet_(sheet), graph_(*sheet.graph) {}

  void build() {
    for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
      Vertex vertex;
      vertex.node = node;
      vertex.rank = sheet_.rank_of[node];
      vertex.lane = lane_of(node);
      sheet_.vertices.push_back(vertex);
    }
    group();
    std::ranges::stable_sort(sheet_.wires, {}, &Wire::channel);
    sheet_.layers.assign(sheet_.ranks, {});
    for (std::uint32_t vertex = 0; vertex < sheet_.vertices.size(); ++vertex) sheet_.layers[sheet_.vertices[vertex].rank].push_back(vertex);
  }

 private:
  [[nodiscard]] std::uint32_t lane_of(std::uint32_t node) const {
    const auto cluster = graph_.nodes[node].cluster;
    if (cluster) return sheet_.lane_of_cluster[*cluster];
    return outermost(sheet_.rank_of[node]) ? 0 : sheet_.lanes - 1;
  }

  [[nodiscard]] bool outermost(std::uint32_t rank) const {
    return (rank == 0 && sheet_.first_is_outside) || (rank + 1 == sheet_.ranks && sheet_.last_is_outside);
  }

  void group() {
    using Key = std::tuple<std::uint32_t, std::uint32_t, bool, Tone, bool, std::string>;
    std::map<Key, std::vector<std::uint32_t>> groups;
    for (std::uint32_t index = 0; index < graph_.edges.size(); ++index) {
      const Edge& edge = graph_.edges[index];
      const bool from_channel = edge.from_channel != Edge::whole_node;
      groups[{from_channel ? edge.from : edge.to, from_channel ? edge.from_channel : edge.to_channel, from_channel, edge.tone,
              edge.enforced, net_label(edge)}]
          .push_back(index);
    }
    for (auto& [key, edges] : groups) {
      const auto& [root, row, from_root, tone, enforced, label] = key;
      Net net;
      net.tone = tone;
      net.enforced = enforced;
      net.edges = edges;
      net.hub = tone == Tone::call && edges.size() >= hub_callers;
      sheet_.nets.push_back(std::move(net));
      sheet_.net_labels.push_back(label);
      std::vector<Member> left, right;
      for (const auto index : edges) {
        const Edge& edge = graph_.edges[index];
        Member member{index, from_root ? edge.to : edge.from, from_root ? edge.to_channel : edge.from_channel, 0};
        member.rank = sheet_.rank_of[member.node];
        (member.rank < sheet_.rank_of[root] ? left : right).push_back(member);
      }
      if (!left.empty()) add_tree(root, row, from_root, Side::left, left);
      if (!right.empty()) add_tree(root, row, from_root, Side::right, right);
    }
  }

  std::uint32_t add_pin(std::uint32_t vertex, std::uint32_t row, Side side) {
    Pin pin;
    pin.vertex = vertex;
    pin.row = row;
    pin.side = side;
    sheet_.pins.push_back(pin);
    return static_cast<std::uint32_t>(sheet_.pins.size() - 1);
  }

  // The lane in which a tree runs: its root's, where that is in one, else the one most of its members are in.
  [[nodiscard]] std::uint32_t tree_lane(std::uint32_t root, const std::vector<Member>& members) const {
    if (graph_.nodes[root].cluster || !outermost(sheet_.rank_of[root])) return sheet_.vertices[root].lane;
    std::map<std::uint32_t, std::size_t> votes;
    for (const auto& member : members) ++votes[sheet_.vertices[member.node].lane];
    return std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; })->first;
  }

  void add_tree(std::uint32_t root, std::uint32_t row, bool from_root, Side side, const std::vector<Member>& members) {
    const std::uint32_t lane = tree_lane(root, members);
    const bool leftwards = side == Side::left;
    const Side inwards = leftwards ? Side::right : Side::left;  // the side of a member that looks at the root
    std::uint32_t farthest = sheet_.rank_of[root];
    for (const auto& member : members) farthest = leftwards ? std::min(farthest, member.rank) : std::max(farthest, member.rank);

    std::uint32_t stem = add_pin(root, row, side);
    sheet_.pins[stem].labelled = true;
    sheet_.pins[stem].arrow = !from_root;
    for (std::uint32_t rank = sheet_.rank_of[root]; rank != farthest;) {
      const std::uint32_t next = leftwards ? rank - 1 : rank + 1;
      Wire wire;
      wire.net = static_cast<std::uint32_t>(sheet_.nets.size() - 1);
      wire.channel = std::min(rank, next);
      wire.stem_side = inwards;
      wire.stem = stem;
      for (const auto& member : members) {
        if (member.rank != next) continue;
        const std::uint32_t pin = add_pin(member.node, member.row, inwards);
        sheet_.pins[pin].arrow = from_root;
        wire.branches.push_back({pin, {member.edge}, -1});
      }
      if (next != farthest) {
        Vertex passing;
        passing.rank = next;
        passing.lane = lane;
        sheet_.vertices.push_back(passing);
        const auto vertex = static_cast<std::uint32_t>(sheet_.vertices.size() - 1);
        Branch beyond{add_pin(vertex, Edge::whole_node, inwards), {}, -1};
        for (const auto& member : members) {
          if (leftwards ? member.rank < next : member.rank > next) beyond.edges.push_back(member.edge);
        }
        wire.branches.push_back(std::move(beyond));
        stem = add_pin(vertex, Edge::whole_node, side);
      }
      sheet_.wires.push_back(std::move(wire));
      rank = next;
    }
  }

  Sheet& sheet_;
  const Graph& graph_;
};

}  // namespace

void build_nets(Sheet& sheet) { NetBuilder(sheet).build(); }

}  // namespace portolan::picture
