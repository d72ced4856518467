#pragma once

#include <string>
#include <string_view>

#include "picture/graph.h"

namespace portolan::picture {

// The classes that a picture's elements carry, and the style sheet that paints them for light and dark viewers.
std::string_view class_of(NodeKind kind);
std::string_view class_of(Tone tone);
std::string style_sheet();

}  // namespace portolan::picture
