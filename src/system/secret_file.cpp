#include "system/secret_file.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include "system/descriptor.h"
#include "system/failure.h"

namespace portolan::system {

Result<std::string> read_secret_file(const std::filesystem::path& path) {
  const Descriptor file = open_file(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (!file.valid()) return fail("read", path, errno);
  struct stat status;
  if (::fstat(file.number(), &status) != 0) return fail("read", path, errno);
  if (S_ISDIR(status.st_mode)) return fail("read", path, EISDIR);
  if (!S_ISREG(status.st_mode)) return fail(Trouble::other, fmt::format("cannot read `{}`: it is no regular file", path.native()));
  if (status.st_uid != ::geteuid())
    return fail(Trouble::denied, fmt::format("`{}` holds secrets and belongs to another user (uid {})", path.native(), status.st_uid));
  if ((status.st_mode & 077u) != 0)
    return fail(Trouble::denied,
                fmt::format("`{}` holds secrets and others may use it (mode {:04o})", path.native(), status.st_mode & 07777u));
  return read_descriptor(file.number(), path.native());
}

}  // namespace portolan::system
