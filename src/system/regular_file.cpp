#include "system/regular_file.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include "system/failure.h"

namespace portolan::system {

namespace {

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "no regular file";
}

tl::unexpected<Failure> not_regular(const std::filesystem::path& path, mode_t mode) {
  return fail(S_ISDIR(mode) ? Trouble::is_directory : Trouble::other,
              fmt::format("cannot read `{}`: it is {}", path.native(), kind_of(mode)));
}

}  // namespace

Result<Descriptor> open_regular(const std::filesystem::path& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) return fail("read", path, errno);
  if (!S_ISREG(status.st_mode)) return not_regular(path, status.st_mode);
  // Not blocking, should somebody have put a pipe there since.
  Descriptor file = open_file(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (!file.valid()) return fail("read", path, errno);
  if (::fstat(file.number(), &status) != 0) return fail("read", path, errno);
  if (!S_ISREG(status.st_mode)) return not_regular(path, status.st_mode);
  return file;
}

}  // namespace portolan::system
