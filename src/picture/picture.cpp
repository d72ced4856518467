#include "picture/picture.h"

#include "picture/graph.h"
#include "picture/renderers.h"

namespace portolan::picture {

namespace {

// Beyond the first nobody follows a line any more, but one box would say nothing at all; beyond the second it takes too long.
constexpr std::size_t svg_nodes = 600, svg_nodes_at_most = 2000;
// Mermaid refuses more than 500 lines by default.
constexpr std::size_t mermaid_edges = 480;

bool too_large(const Graph& graph) {
  return graph.nodes.size() > svg_nodes_at_most || (graph.nodes.size() > svg_nodes && graph.clusters.size() > 1);
}

}  // namespace

std::string draw(const wiring::Wiring& wiring, const text::Sources& sources, Format format, const Options& options) {
  const Graph graph = make_graph(wiring, sources);
  switch (format) {
    case Format::svg: return draw_svg(too_large(graph) ? summarise(graph) : graph);
    case Format::mermaid: return draw_mermaid(graph.edges.size() > mermaid_edges ? summarise(graph) : graph);
    case Format::terminal: return draw_terminal(graph, options);
  }
  return "";
}

}  // namespace portolan::picture
