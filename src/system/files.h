#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

// The one door to files. Nothing else in the project opens, lists, renames or removes.

namespace portolan::system {

enum class Trouble { not_found, denied, is_directory, not_a_directory, too_large, no_space, read_only, closed_pipe, changed, other };

struct Failure {
  Trouble trouble = Trouble::other;
  std::string message;  // "cannot read `x.yaml`: permission denied"; names the path and the reason
};

template <class T>
using Result = tl::expected<T, Failure>;

// The whole of a regular file of at most `limit` bytes (a device, socket or FIFO is refused without being opened for reading).
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit = 64u << 20);

// The rest of what an open descriptor gives, for standard input; `name` is for messages.
Result<std::string> read_descriptor(int descriptor, std::string_view name, std::size_t limit = 64u << 20);

bool path_exists(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);

struct FolderEntry {
  std::string relative;  // with '/' between parts
  bool folder = false;
};
// Every regular file below `path`, sorted; symbolic links are followed for files inside `path` only, never out of it or in circles.
Result<std::vector<FolderEntry>> list_folder(const std::filesystem::path& path);

// Replaces `path` by a file with this content and mode, or leaves it untouched: written beside it, synced, renamed.
// A file that stands there keeps the permissions that it denies, the file behind a symbolic link is the one replaced, and a
// device or a pipe is written to.
Result<void> write_file(const std::filesystem::path& path, std::string_view content, unsigned mode = 0644);

// Writes to a descriptor that may be a pipe, whole; EPIPE is Trouble::closed_pipe, never a signal.
Result<void> write_descriptor(int descriptor, std::string_view content);

}  // namespace portolan::system
