#pragma once

#include <string>
#include <string_view>

#include "yaml/node.h"

namespace portolan::yaml {

enum class Place { block, flow };

// `text` as a scalar on one line, in the wanted style where that style can carry it: plain becomes double-quoted where it would be
// read as something else (or, in flow style, would end early), single-quoted where it holds a control character. A
// block scalar becomes plain or double-quoted.
std::string write_scalar(std::string_view text, Style wanted, Place place);

// The same for a key; a reader of this language takes every word as text.
std::string write_key(std::string_view key, Place place);

}  // namespace portolan::yaml
