#pragma once

#include <filesystem>
#include <string>

#include "system/files.h"

namespace portolan::system {

// As read_file, for a file that only its owner may read and write, the owner being whoever runs this process; any other is
// Trouble::denied, unread.
Result<std::string> read_secret_file(const std::filesystem::path& path);

}  // namespace portolan::system
