#pragma once

#include <filesystem>

#include "system/descriptor.h"
#include "system/files.h"

namespace portolan::system {

// Opened for reading. A device, socket or FIFO is refused without being opened, unless somebody put it there in between.
Result<Descriptor> open_regular(const std::filesystem::path& path);

}  // namespace portolan::system
