#include "system/staging.h"

#include <dirent.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <vector>

#include "system/failure.h"

namespace portolan::system {

namespace {

Descriptor lock_folder(const std::filesystem::path& path) {
  Descriptor folder = open_file(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  if (folder.valid() && ::flock(folder.number(), LOCK_EX | LOCK_NB) != 0) return {};
  return folder;
}

void remove_left_behind(const std::filesystem::path& folder, std::string_view prefix) {
  DIR* listing = ::opendir(folder.empty() ? "." : folder.c_str());
  if (listing == nullptr) return;
  std::vector<std::filesystem::path> found;
  while (const dirent* entry = ::readdir(listing))
    if (std::string_view(entry->d_name).starts_with(prefix)) found.push_back(folder / entry->d_name);
  ::closedir(listing);
  for (const std::filesystem::path& path : found) {
    const Descriptor lock = lock_folder(path);
    std::error_code ignored;
    if (lock.valid()) std::filesystem::remove_all(path, ignored);
  }
}

}  // namespace

Result<Staging> Staging::make(const std::filesystem::path& folder, std::string_view name) {
  const std::string prefix = fmt::format(".{}.portolan-", name);
  remove_left_behind(folder, prefix);
  for (int attempt = 0;; ++attempt) {
    const std::filesystem::path path = folder / fmt::format("{}{}-{}", prefix, ::getpid(), attempt);
    if (::mkdir(path.c_str(), 0777) != 0) {
      if (errno == EEXIST && attempt < 100) continue;
      return fail("write into", folder.empty() ? "." : folder, errno);
    }
    if (Descriptor lock = lock_folder(path); lock.valid()) return Staging(path, std::move(lock));
    // Another run may have taken it for one left behind, before it was locked.
    if (attempt == 100) return fail("write into", path, errno);
  }
}

Staging::~Staging() {
  if (path_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

int Staging::make_folders_for(std::string_view relative) {
  for (std::size_t slash = relative.find('/'); slash != std::string_view::npos; slash = relative.find('/', slash + 1)) {
    std::string folder(relative.substr(0, slash));
    if (folders_.contains(folder)) continue;
    if (::mkdir((path_ / folder).c_str(), 0777) != 0 && errno != EEXIST) return errno;
    folders_.insert(std::move(folder));
  }
  return 0;
}

}  // namespace portolan::system
