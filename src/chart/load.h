#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "catalog/kind.h"
#include "chart/chart.h"
#include "diagnostics/diagnostic.h"
#include "text/source.h"
#include "yaml/node.h"

namespace portolan::chart {

struct LoadOptions {
  std::filesystem::path file;  // the root file
  std::string environment;     // empty: none
  std::vector<std::string> profiles;
  std::map<std::string, std::string> set;  // vars replaced from the command line
};

// What the places and nodes of charts point into; it must outlive them. Charts that are looked at together share one, so that a
// place of one is never taken for a place of another.
struct Ground {
  text::Sources sources;
  yaml::Arena arena;
  std::vector<std::unique_ptr<catalog::Catalog>> catalogs;  // one of each chart, since `catalog/` stands beside it
};

// Reads the root file and everything it includes, checks all of it, and applies the environment, defaults and templates.
// Everything wrong goes to `sink`, in one run; a Chart is returned unless nothing usable could be read (a syntax error in the
// root file, an unreadable root file): then nullptr.
std::unique_ptr<Chart> load(const LoadOptions& options, Ground& ground, diagnostics::Sink& sink);

}  // namespace portolan::chart
