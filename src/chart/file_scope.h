#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "chart/load.h"
#include "yaml/node.h"

// The files of a chart. What a file says of owner, contact, namespace, defaults, templates and vars holds for it and for
// what it includes; everything else joins the one chart.

namespace portolan::chart {

// A root of this name is what standard input gives; paths in it are relative to the working folder.
inline constexpr std::string_view standard_input_name = "-";

struct FileScope {
  std::uint32_t file = 0;
  const FileScope* includer = nullptr;  // nullptr: the root
  std::filesystem::path path;
  const yaml::Node* node = nullptr;  // in long form; a map
  const yaml::Node* said = nullptr;  // as it was read, with what is wrong in it

  // The value of `key` here or, where this file says none, in the nearest includer.
  [[nodiscard]] const yaml::Node* inherited(std::string_view key) const;
  // The entry `name` of the map `section` ("templates", "vars") here or in the nearest includer that has it.
  [[nodiscard]] const yaml::Node* inherited(std::string_view section, std::string_view name) const;
};

class Files {
 public:
  // Reads the root and what it includes, each file once. `further` are includes that the environment adds.
  // Problems go to the sink; false where the root could not be read.
  bool read(const std::filesystem::path& root, Ground& ground, diagnostics::Sink& sink);
  void read_further(const yaml::Node& includes, Ground& ground, diagnostics::Sink& sink);

  [[nodiscard]] const std::deque<FileScope>& all() const { return scopes_; }
  [[nodiscard]] const FileScope& root() const { return scopes_.front(); }
  [[nodiscard]] const FileScope* of(std::uint32_t file) const;

 private:
  void read_one(const std::filesystem::path& path, const FileScope* includer, text::Span said, Ground& ground, diagnostics::Sink& sink);
  void read_includes(const FileScope& scope, const yaml::Node& list, Ground& ground, diagnostics::Sink& sink);

  std::deque<FileScope> scopes_;
  std::unordered_map<std::string, std::uint32_t> by_path_;  // canonical path → index into scopes_
  std::vector<std::string> open_;                           // canonical paths being read, for cycles
};

}  // namespace portolan::chart
