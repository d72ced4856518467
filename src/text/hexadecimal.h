#pragma once

#include <string>
#include <string_view>

namespace portolan::text {

enum class Letters : bool { lower, upper };

// Two digits a byte.
std::string hexadecimal(std::string_view bytes, Letters letters = Letters::lower);

}  // namespace portolan::text
