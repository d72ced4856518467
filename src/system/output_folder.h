#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "system/files.h"

// An output folder that is either complete or untouched.
//
// Files are written into a hidden folder beside the target and moved over one by one only when all are written and synced. A list of
// what was written (`.portolan-files`, names and SHA-256) lets the next run remove what it no longer writes; a file that is
// not in the list, or that somebody changed since, is never removed or overwritten: the run is refused and names it.

namespace portolan::system {

struct Written {
  std::size_t created = 0, changed = 0, unchanged = 0, removed = 0;
};

class OutputFolder {
 public:
  // Creates nothing yet. Fails when `path` is a file, or not writable.
  static Result<OutputFolder> open(std::filesystem::path path);
  OutputFolder(OutputFolder&&) noexcept = default;
  OutputFolder& operator=(OutputFolder&&) noexcept = default;
  ~OutputFolder();  // without commit: nothing was changed

  // `relative` has '/' between parts, no "..", no leading "/".
  Result<void> add(std::string relative, std::string_view content);
  Result<Written> commit();

 private:
  explicit OutputFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
  std::filesystem::path staging_;
  std::map<std::string, std::string> digests_;  // relative name → SHA-256 of what is to stand there
};

}  // namespace portolan::system
