#pragma once

#include <map>
#include <string>
#include <string_view>

#include "chart/environment.h"
#include "chart/file_scope.h"

// Where things live: a namespace as a file or a declaration says it, with vars filled in, and as the environment renames it.

namespace portolan::chart {

class Decoder;

class Namespaces {
 public:
  Namespaces(const Files& files, const Environment& environment, Decoder& decoder)
      : files_(files), environment_(environment), decoder_(decoder) {}

  // Of what `scope` declares: its own, the nearest includer's, the root's, and last the application's name. Not yet renamed.
  const std::string& of_file(const FileScope& scope);
  // What `body`, which declares `name`, says of its own namespace, else `fallback`. Not yet renamed.
  std::string said(const yaml::Node& body, std::string_view name, std::string_view fallback);
  // As the environment calls it, once the chart knows its renamed namespaces.
  [[nodiscard]] std::string renamed(std::string_view name_space) const;

 private:
  std::string filled(const yaml::Node& map, std::string_view name, std::string_view fallback);

  const Files& files_;
  const Environment& environment_;
  Decoder& decoder_;
  std::map<const FileScope*, std::string> of_files_;
};

}  // namespace portolan::chart
