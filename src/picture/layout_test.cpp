#include "picture/layout.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "picture/sample_applications.h"

// What a reader expects of a picture, checked on the finished layout with nothing but its coordinates.

namespace portolan::picture {

namespace {

struct Segment {
  Point from, to;
  std::size_t net = 0;
  [[nodiscard]] Box box() const {
    return {std::min(from.x, to.x), std::min(from.y, to.y), std::abs(to.x - from.x), std::abs(to.y - from.y)};
  }
};

bool overlap(const Box& one, const Box& two) {
  return one.x < two.right() && two.x < one.right() && one.y < two.bottom() && two.y < one.bottom();
}

bool inside(const Box& inner, const Box& outer) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom();
}

// The inside of a box, which a line that ends at its side does not enter.
bool enters(const Segment& segment, const Box& box) {
  const Box line = segment.box();
  return line.x < box.right() && line.right() > box.x && line.y < box.bottom() && line.bottom() > box.y;
}

// Whether two lines run on top of each other for more than a point.
bool covers(const Segment& one, const Segment& two) {
  const Box first = one.box(), second = two.box();
  if (first.height == 0 && second.height == 0 && first.y == second.y)
    return std::min(first.right(), second.right()) - std::max(first.x, second.x) > 0;
  if (first.width == 0 && second.width == 0 && first.x == second.x)
    return std::min(first.bottom(), second.bottom()) - std::max(first.y, second.y) > 0;
  return false;
}

std::vector<Segment> segments_of(const Layout& layout) {
  std::vector<Segment> segments;
  for (std::size_t net = 0; net < layout.nets.size(); ++net) {
    for (const auto& path : layout.nets[net].paths) {
      for (std::size_t at = 0; at + 1 < path.points.size(); ++at) segments.push_back({path.points[at], path.points[at + 1], net});
    }
  }
  return segments;
}

std::vector<Box> labels_of(const Layout& layout) {
  std::vector<Box> labels;
  for (const auto& net : layout.nets) {
    for (const auto& label : net.labels) labels.push_back(label.box);
  }
  for (const auto& cluster : layout.clusters) labels.push_back(cluster.title);
  return labels;
}

void check_boxes(const Graph& graph, const Layout& layout) {
  const Box page{0, 0, layout.width, layout.height};
  for (std::size_t one = 0; one < layout.nodes.size(); ++one) {
    CHECK(inside(layout.nodes[one].box, page));
    for (const auto& channel : layout.nodes[one].channels) CHECK(inside(channel, layout.nodes[one].box));
    for (std::size_t two = one + 1; two < layout.nodes.size(); ++two) {
      CHECK_MESSAGE(!overlap(layout.nodes[one].box, layout.nodes[two].box),
                    graph.nodes[one].display << " overlaps " << graph.nodes[two].display);
    }
  }
  for (std::size_t cluster = 0; cluster < layout.clusters.size(); ++cluster) {
    CHECK(inside(layout.clusters[cluster].box, page));
    for (std::size_t node = 0; node < layout.nodes.size(); ++node) {
      const bool own = graph.nodes[node].cluster == cluster;
      const auto& box = layout.nodes[node].box;
      CHECK_MESSAGE((own ? inside(box, layout.clusters[cluster].box) : !overlap(box, layout.clusters[cluster].box)),
                    graph.nodes[node].display << " and " << graph.clusters[cluster].name);
    }
    for (std::size_t other = cluster + 1; other < layout.clusters.size(); ++other)
      CHECK(!overlap(layout.clusters[cluster].box, layout.clusters[other].box));
  }
}

void check_lines(const Graph& graph, const Layout& layout) {
  const auto segments = segments_of(layout);
  for (const auto& segment : segments) {
    CHECK((segment.from.x == segment.to.x) != (segment.from.y == segment.to.y));
    for (std::size_t node = 0; node < layout.nodes.size(); ++node) {
      CHECK_MESSAGE(!enters(segment, layout.nodes[node].box),
                    "a line of net " << segment.net << " runs through " << graph.nodes[node].display);
    }
  }
  for (std::size_t one = 0; one < segments.size(); ++one) {
    for (std::size_t two = one + 1; two < segments.size(); ++two) {
      if (segments[one].net == segments[two].net) continue;
      CHECK_MESSAGE(!covers(segments[one], segments[two]), "nets " << segments[one].net << " and " << segments[two].net
                                                                   << " run on top of each other at " << segments[one].from.x << ' '
                                                                   << segments[one].from.y);
    }
  }
}

void check_labels(const Layout& layout) {
  const auto labels = labels_of(layout);
  for (std::size_t one = 0; one < labels.size(); ++one) {
    for (const auto& node : layout.nodes) CHECK(!overlap(labels[one], node.box));
    for (std::size_t two = one + 1; two < labels.size(); ++two) CHECK(!overlap(labels[one], labels[two]));
  }
  for (std::size_t net = 0; net < layout.nets.size(); ++net) {
    for (const auto& label : layout.nets[net].labels) {
      bool on_own_line = false;
      for (const auto& segment : segments_of(layout)) {
        if (!overlap({segment.box().x, segment.box().y, segment.box().width + 1, segment.box().height + 1}, label.box)) continue;
        CHECK_MESSAGE(segment.net == net, "a line of net " << segment.net << " runs through the label " << label.text);
        on_own_line = true;
      }
      CHECK(on_own_line);
    }
  }
}

bool at_side(Point point, const Box& box) {
  return (point.x == box.x || point.x == box.right()) && point.y > box.y && point.y < box.bottom();
}

// Every edge can be followed from the side of its first end along its own paths, in their direction, to the side of its second.
void check_connected(const Graph& graph, const Layout& layout) {
  std::vector<std::size_t> drawn(graph.edges.size());
  for (const auto& net : layout.nets) {
    for (const auto index : net.edges) {
      ++drawn[index];
      const Edge& edge = graph.edges[index];
      const auto end_box = [&](std::uint32_t node, std::uint32_t channel) {
        return channel == Edge::whole_node ? layout.nodes[node].box : layout.nodes[node].channels[channel];
      };
      const Box from = end_box(edge.from, edge.from_channel), to = end_box(edge.to, edge.to_channel);
      std::vector<const Path*> paths;
      for (const auto& path : net.paths) {
        if (std::ranges::find(path.edges, index) != path.edges.end()) paths.push_back(&path);
      }
      std::size_t starts = 0, arrivals = 0;
      for (const auto* path : paths) {
        starts += at_side(path->points.front(), from) ? 1 : 0;
        const bool arrives = at_side(path->points.back(), to);
        arrivals += arrives ? 1 : 0;
        CHECK(path->arrow == arrives);
        if (arrives) continue;
        // It ends on another path of the edge.
        const Point end = path->points.back();
        const bool joins = std::ranges::any_of(net.paths, [&](const Path& other) {
          if (&other == path) return false;
          for (std::size_t at = 0; at + 1 < other.points.size(); ++at) {
            const Box line = Segment{other.points[at], other.points[at + 1]}.box();
            if (end.x >= line.x && end.x <= line.right() && end.y >= line.y && end.y <= line.bottom()) return true;
          }
          return false;
        });
        CHECK(joins);
      }
      CHECK(starts == 1);
      CHECK(arrivals == 1);
    }
  }
  CHECK(std::ranges::all_of(drawn, [](std::size_t count) { return count == 1; }));
}

void check_picture(const SampleWiring& sample) {
  const Graph graph = sample.graph();
  const Layout layout = lay_out(graph);
  REQUIRE(layout.nodes.size() == graph.nodes.size());
  check_boxes(graph, layout);
  check_lines(graph, layout);
  check_labels(layout);
  check_connected(graph, layout);
}

}  // namespace

TEST_CASE("a shop with one of everything is drawn cleanly") { check_picture(sample_shop()); }

TEST_CASE("twelve services are drawn cleanly") { check_picture(sample_boutique()); }

TEST_CASE("thirty-one services that call in circles are drawn cleanly") { check_picture(sample_telemetry()); }

TEST_CASE("sixty services are drawn cleanly in one namespace and in several") {
  for (const std::uint32_t namespaces : {1u, 3u, 5u}) {
    for (const std::uint32_t seed : {1u, 2u}) check_picture(sample_generated(60, namespaces, seed));
  }
}

TEST_CASE("small applications of every shape are drawn cleanly") {
  for (std::uint32_t seed = 0; seed < 40; ++seed) check_picture(sample_generated(4 + seed % 9, 1 + seed % 2, seed));
}

TEST_CASE("nothing to draw is drawn as nothing") {
  CHECK(lay_out(Graph{}).nodes.empty());
  SampleWiring lonely("app");
  lonely.party("alone");
  lonely.party("api", "external:api.example.com");
  check_picture(lonely);
}

TEST_CASE("services without a line fill a square and not a column") {
  SampleWiring app("app");
  for (unsigned index = 0; index < 16; ++index) app.party("service-" + std::to_string(index));
  const Layout layout = lay_out(app.graph());
  std::map<std::int32_t, unsigned> columns;
  for (const auto& node : layout.nodes) ++columns[node.box.x];
  CHECK(columns.size() == 4);
  for (const auto& [x, count] : columns) CHECK(count == 4);
}

TEST_CASE("callers stand left of what they call") {
  const auto sample = sample_boutique();
  const Graph graph = sample.graph();
  const Layout layout = lay_out(graph);
  for (const auto& edge : graph.edges) CHECK(layout.nodes[edge.from].box.right() < layout.nodes[edge.to].box.x);
}

TEST_CASE("edges to one port of one service are one net with one label") {
  SampleWiring app("app");
  const auto hub = app.party("collector");
  app.port(hub, "grpc", wiring::Protocol::grpc, 4317);
  for (unsigned index = 0; index < 9; ++index)
    app.link(app.party("service-" + std::to_string(index)), wiring::Verb::calls, hub, "grpc", 4317);
  const Layout layout = lay_out(app.graph());
  REQUIRE(layout.nets.size() == 1);
  CHECK(layout.nets[0].labels.size() == 1);
  CHECK(layout.nets[0].labels[0].text == "grpc");
  CHECK(std::ranges::count_if(layout.nets[0].paths, &Path::arrow) == 1);
}

}  // namespace portolan::picture
