#pragma once

#include <string>

#include "picture/graph.h"
#include "picture/picture.h"

namespace portolan::picture {

std::string draw_svg(const Graph& graph);
std::string draw_mermaid(const Graph& graph);
std::string draw_terminal(const Graph& graph, const Options& options);

}  // namespace portolan::picture
