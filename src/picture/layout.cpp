#include "picture/layout.h"

#include "picture/sheet.h"

// A layered drawing, read from left to right: the world, the gateway, services in the order in which they call each other, what
// they store in, third parties. It follows Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
// structures" (1981), with the lines drawn as those of an electrical plan instead of as many single curves.
//
//   ranks     every box gets a layer, a column of the picture; edges of circles are turned round (ranks.cpp)
//   lanes     every namespace gets a horizontal band of its own (lanes.cpp)
//   nets      edges that reach one end in the same way join to a tree, with a vertex in every layer they pass (nets.cpp)
//   order     the vertices of a layer are sorted so that lines cross little, lane by lane (order.cpp)
//   pins      lines get their places at the sides of boxes, and boxes their height (pins.cpp)
//   place     heights for everything, with straight lines where possible and namespaces as rectangles (place.cpp)
//   tracks    the vertical pieces between two layers get places side by side (tracks.cpp)
//   assemble  widths, points, labels (assemble.cpp)
//
// That no line runs through a box needs no search: horizontal pieces leave a layer only at pins or where a vertex keeps the
// place free, and vertical pieces are between layers. Labels stand on the last piece of their line, in a zone that holds only
// such pieces, and pins of lines with a label are a label's height apart.
//
// All numbers are integers and every tie is broken by position in the sorted graph, so that the same application gives the same
// bytes everywhere. The costs that grow fastest are the exchange of neighbours and the simplex pivots; both are bounded, and what
// they leave is a correct drawing that is merely less tidy.

namespace portolan::picture {

Layout lay_out(const Graph& graph) {
  Sheet sheet;
  sheet.graph = &graph;
  assign_ranks(sheet);
  assign_lanes(sheet);
  build_nets(sheet);
  order_layers(sheet);
  arrange_pins(sheet);
  place_vertices(sheet);
  straighten_pins(sheet);
  assign_tracks(sheet);
  return assemble(sheet);
}

}  // namespace portolan::picture
