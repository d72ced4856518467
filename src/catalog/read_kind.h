#pragma once

#include "catalog/kind.h"
#include "diagnostics/diagnostic.h"

namespace portolan::catalog {

// Reads one entry. What is wrong goes to `sink` with its place; the rest is read all the same.
Kind read_kind(std::string_view name, const yaml::Node& file, diagnostics::Sink& sink);

}  // namespace portolan::catalog
