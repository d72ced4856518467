#pragma once

#include <filesystem>
#include <string_view>

#include "system/files.h"

namespace portolan::system {

struct Reason {
  Trouble trouble = Trouble::other;
  std::string_view words{};
};
Reason reason(int error);

// "cannot DOING `path`: REASON", from an errno value.
Failure failure(std::string_view doing, const std::filesystem::path& path, int error);
tl::unexpected<Failure> fail(std::string_view doing, const std::filesystem::path& path, int error);
tl::unexpected<Failure> fail(Trouble trouble, std::string message);

}  // namespace portolan::system
