#include "picture/picture.h"

#include "picture/graph.h"
#include "picture/renderers.h"

namespace portolan::picture {

namespace {

// Beyond this nobody follows a line any more.
constexpr std::size_t svg_nodes = 600;
// Mermaid refuses more than 500 lines by default.
constexpr std::size_t mermaid_edges = 480;

}  // namespace

std::string draw(const wiring::Wiring& wiring, const text::Sources& sources, Format format, const Options& options) {
  const Graph graph = make_graph(wiring, sources);
  switch (format) {
    case Format::svg: return draw_svg(graph.nodes.size() > svg_nodes ? summarise(graph) : graph);
    case Format::mermaid: return draw_mermaid(graph.edges.size() > mermaid_edges ? summarise(graph) : graph);
    case Format::terminal: return draw_terminal(graph, options);
  }
  return "";
}

}  // namespace portolan::picture
