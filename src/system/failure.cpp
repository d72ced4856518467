#include "system/failure.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace portolan::system {

Reason reason(int error) {
  switch (error) {
    case ENOENT: return {Trouble::not_found, "no such file or folder"};
    case EACCES:
    case EPERM: return {Trouble::denied, "permission denied"};
    case EISDIR: return {Trouble::is_directory, "it is a folder"};
    case ENOTDIR: return {Trouble::not_a_directory, "a part of the path is not a folder"};
    case EFBIG: return {Trouble::too_large, "the file would become too large"};
    case ENOSPC: return {Trouble::no_space, "no space left on the device"};
    case EDQUOT: return {Trouble::no_space, "the disk quota is used up"};
    case EROFS: return {Trouble::read_only, "the file system is read-only"};
    case EPIPE: return {Trouble::closed_pipe, "nobody reads any more"};
    case ELOOP: return {Trouble::other, "symbolic links go in a circle"};
    case ENAMETOOLONG: return {Trouble::other, "the name is too long"};
    case EMFILE:
    case ENFILE: return {Trouble::other, "too many files are open"};
    default: return {Trouble::other, std::strerror(error)};
  }
}

Failure failure(std::string_view doing, const std::filesystem::path& path, int error) {
  const auto [trouble, words] = reason(error);
  return {trouble, fmt::format("cannot {} `{}`: {}", doing, path.native(), words)};
}

tl::unexpected<Failure> fail(std::string_view doing, const std::filesystem::path& path, int error) {
  return tl::make_unexpected(failure(doing, path, error));
}

tl::unexpected<Failure> fail(Trouble trouble, std::string message) { return tl::make_unexpected(Failure{trouble, std::move(message)}); }

}  // namespace portolan::system
