#include "system/files.h"

#include <dirent.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <memory>

#include "system/descriptor.h"
#include "system/failure.h"
#include "system/regular_file.h"

namespace portolan::system {

namespace {

tl::unexpected<Failure> too_large(std::string_view name, std::size_t limit) {
  return fail(Trouble::too_large, fmt::format("cannot read `{}`: it has more than {} bytes", name, limit));
}

struct Close {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

// Absolute, without symbolic links; empty where there is nothing.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> absolute(::realpath(path.c_str(), nullptr), &std::free);
  return absolute == nullptr ? std::string() : std::string(absolute.get());
}

Result<void> list_below(const std::string& root, const std::string& root_resolved, const std::string& relative,
                        std::vector<FolderEntry>& entries) {
  const std::string path = relative.empty() ? root : root + '/' + relative;
  const std::unique_ptr<DIR, Close> folder(::opendir(path.c_str()));
  if (folder == nullptr) return fail("list", path, errno);
  for (errno = 0; const dirent* entry = ::readdir(folder.get()); errno = 0) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string below = relative.empty() ? std::string(name) : relative + '/' + std::string(name);
    const std::string full = root + '/' + below;
    struct stat status;
    if (::lstat(full.c_str(), &status) != 0) {
      if (errno == ENOENT) continue;
      return fail("read", full, errno);
    }
    if (S_ISLNK(status.st_mode)) {
      const std::string goal = resolved(full);
      const bool inside = goal.starts_with(root_resolved + '/');
      if (!inside || ::stat(full.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    }
    if (S_ISDIR(status.st_mode)) {
      if (auto done = list_below(root, root_resolved, below, entries); !done) return done;
    } else if (S_ISREG(status.st_mode)) {
      entries.push_back({below, false});
    }
  }
  if (errno != 0) return fail("list", path, errno);
  return {};
}

}  // namespace

Result<std::string> read_descriptor(int descriptor, std::string_view name, std::size_t limit) {
  struct stat status{};
  std::size_t expected = 0;
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) expected = static_cast<std::size_t>(status.st_size);
  if (expected > limit) return too_large(name, limit);
  std::string content;
  std::size_t filled = 0;
  for (;;) {
    // One byte more than expected, so that the end of a file of the expected size is seen without growing.
    if (filled == content.size()) content.resize(filled == 0 ? std::max<std::size_t>(expected + 1, 4096) : filled * 2);
    const ssize_t count = ::read(descriptor, content.data() + filled, content.size() - filled);
    if (count < 0) {
      if (errno == EINTR) continue;
      return fail("read", name, errno);
    }
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
    if (filled > limit) return too_large(name, limit);
  }
  content.resize(filled);
  return content;
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  const auto file = open_regular(path);
  if (!file) return tl::unexpected(file.error());
  return read_descriptor(file->number(), path.native(), limit);
}

Result<std::vector<FolderEntry>> list_folder(const std::filesystem::path& path) {
  std::vector<FolderEntry> entries;
  const std::string root = path.empty() ? std::string(".") : path.native();
  if (auto done = list_below(root, resolved(root), "", entries); !done) return tl::make_unexpected(done.error());
  std::ranges::sort(entries, {}, &FolderEntry::relative);
  return entries;
}

bool path_exists(const std::filesystem::path& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0;
}

bool is_folder(const std::filesystem::path& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace portolan::system
