#pragma once

#include <cstddef>
#include <span>

#include "system/files.h"

namespace portolan::system {

// From the kernel's generator, which waits until it is seeded; fails only where the kernel has none.
Result<void> fill_random(std::span<unsigned char> bytes);

}  // namespace portolan::system
