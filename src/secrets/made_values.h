#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "system/files.h"

// Values that nobody has yet.

namespace portolan::secrets {

// Letters and digits only, each as likely as the others, so that it fits into URLs, shells and files of every server. 32 of them
// are 190 bits: long enough that the unsalted hash of one is no help.
system::Result<std::string> make_password(std::uint32_t length);

// Version 4 (RFC 9562), in lower case.
system::Result<std::string> make_uuid();

// What is said where either fails.
std::string cannot_make(const system::Failure& failure);
inline constexpr std::string_view nothing_written = "nothing was written";

}  // namespace portolan::secrets
