#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart/file_scope.h"

// The chosen environment: merge patches in the order in which they apply, the last one being the environment itself.

namespace portolan::chart {

struct Environment {
  std::string name;
  std::vector<const yaml::Node*> patches;  // each a map in long form
  std::vector<std::string> profiles;       // of all of them

  // The values of `key` that the patches say, in order.
  [[nodiscard]] std::vector<const yaml::Node*> said(std::string_view key) const;
  // The values of `entry` in the map `section` that the patches say, in order; null nodes remove.
  [[nodiscard]] std::vector<const yaml::Node*> said(std::string_view section, std::string_view entry) const;
};

// Follows `extends`. An unknown name or a circle goes to the sink.
Environment choose_environment(const FileScope& root, std::string_view name, diagnostics::Sink& sink);

}  // namespace portolan::chart
