#pragma once

#include "chart/declarations.h"
#include "chart/decoder.h"

namespace portolan::chart {

// The entry of the catalogue that a store or broker names; nullptr after a diagnostic.
const catalog::Kind* kind_of(const Declaration& declaration, const yaml::Node& whole, Decoder& decoder);

}  // namespace portolan::chart
