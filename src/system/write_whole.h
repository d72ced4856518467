#pragma once

#include <string_view>

namespace portolan::system {

// All of it, however often the kernel wants to be asked; 0 or an errno. A pipe that nobody reads is EPIPE, never a signal.
int write_whole(int descriptor, std::string_view content);

// A file that must not exist yet; 0 or an errno. What was begun stays.
int write_new(const char* path, std::string_view content, unsigned mode);

}  // namespace portolan::system
