#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "system/files.h"

// An output folder that is either complete or untouched.
//
// Files are written into a hidden folder beside the target (inside it, where the target is a mount point or the folder around it cannot
// be written) and moved over one by one only when all are written; when a move fails, those before it are taken back. A list of
// what was written (`.portolan-files`, SHA-256 and names) lets the next run remove what it no longer writes; a file that is
// not in the list, or that somebody changed since, is never removed or overwritten: the run is refused and names it. A file that
// already holds the bytes that are to stand there is left alone and keeps its time.
//
// Nothing is synced to the disk: what is written can be made again from the chart, and 10,000 syncs cost seconds.

namespace portolan::system {

// What becomes of files that an earlier run wrote and this one did not.
enum class Others { remove, keep };

struct Written {
  std::size_t created = 0, changed = 0, unchanged = 0, removed = 0;
};

class OutputFolder {
 public:
  // Creates nothing yet. Fails when `path` is a file, or not writable.
  static Result<OutputFolder> open(std::filesystem::path path);
  OutputFolder(OutputFolder&&) noexcept;
  OutputFolder& operator=(OutputFolder&&) noexcept;
  ~OutputFolder();  // without commit: nothing was changed

  // `relative` has '/' between parts, no "..", no leading "/".
  Result<void> add(std::string relative, std::string_view content);
  // Once, at the end. After a failure the target holds what it held before.
  Result<Written> commit(Others others = Others::remove);

 private:
  struct State;
  explicit OutputFolder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace portolan::system
