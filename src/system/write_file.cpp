#include <fmt/core.h>
#include <sys/stat.h>

#include <cstdio>

#include "system/descriptor.h"
#include "system/failure.h"
#include "system/files.h"
#include "system/write_whole.h"

namespace portolan::system {

namespace {

// A device or a pipe is written to as it stands: replacing it by a file is never meant.
Result<void> write_into(const std::filesystem::path& path, std::string_view content) {
  Descriptor file = open_file(path.c_str(), O_WRONLY | O_NOCTTY);
  if (!file.valid()) return fail("write", path, errno);
  if (const int error = write_whole(file.number(), content)) return fail("write", path, error);
  return {};
}

// Makes the folder's own entries durable, where the file system can.
void sync_folder(const std::filesystem::path& path) {
  const Descriptor folder = open_file(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY);
  if (folder.valid()) ::fsync(folder.number());
}

}  // namespace

Result<void> write_descriptor(int descriptor, std::string_view content) {
  const int error = write_whole(descriptor, content);
  if (error == 0) return {};
  const std::string name = descriptor == 1   ? "standard output"
                           : descriptor == 2 ? "standard error"
                                             : fmt::format("descriptor {}", descriptor);
  const Reason why = reason(error);
  return fail(why.trouble, fmt::format("cannot write to {}: {}", name, why.words));
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content, unsigned mode) {
  std::filesystem::path goal = path;
  struct stat status;
  if (::stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return fail("write", path, EISDIR);
    if (!S_ISREG(status.st_mode)) return write_into(path, content);
    mode &= status.st_mode & 0777u;
    // The file behind a symbolic link is replaced, the link stays.
    std::error_code ignored;
    const std::filesystem::path behind = std::filesystem::canonical(path, ignored);
    if (!ignored) goal = behind;
  } else if (const int error = errno; ::lstat(path.c_str(), &status) == 0) {
    // A link that leads nowhere stays: what it was meant for is not known.
    if (error == ENOENT) return fail(Trouble::other, fmt::format("cannot write `{}`: it is a symbolic link to nothing", path.native()));
    return fail("write", path, error);
  }
  const std::filesystem::path folder = goal.parent_path();
  std::filesystem::path beside;
  Descriptor file;
  for (int attempt = 0; !file.valid(); ++attempt) {
    beside = folder / fmt::format(".{}.portolan-{}-{}", goal.filename().native(), ::getpid(), attempt);
    file = open_file(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (!file.valid() && (errno != EEXIST || attempt == 100)) return fail("write", path, errno);
  }
  int error = write_whole(file.number(), content);
  if (error == 0 && ::fsync(file.number()) != 0 && errno != EINVAL) error = errno;
  if (const int late = file.close(); error == 0) error = late;
  if (error == 0 && ::rename(beside.c_str(), goal.c_str()) != 0) error = errno;
  if (error != 0) {
    ::unlink(beside.c_str());
    return fail("write", path, error);
  }
  sync_folder(folder);
  return {};
}

}  // namespace portolan::system
