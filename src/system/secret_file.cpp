#include "system/secret_file.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include "system/failure.h"
#include "system/regular_file.h"

namespace portolan::system {

Result<std::string> read_secret_file(const std::filesystem::path& path) {
  const auto file = open_regular(path);
  if (!file) return tl::unexpected(file.error());
  struct stat status;
  if (::fstat(file->number(), &status) != 0) return fail("read", path, errno);
  if (status.st_uid != ::geteuid())
    return fail(Trouble::denied, fmt::format("`{}` holds secrets and belongs to another user (uid {})", path.native(), status.st_uid));
  if ((status.st_mode & 077u) != 0)
    return fail(Trouble::denied,
                fmt::format("`{}` holds secrets and others may use it (mode {:04o})", path.native(), status.st_mode & 07777u));
  return read_descriptor(file->number(), path.native());
}

}  // namespace portolan::system
