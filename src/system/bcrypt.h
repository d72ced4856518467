#pragma once

#include <string>
#include <string_view>

namespace portolan::system {

// "$2a$COST$SALT+HASH", 60 characters, for servers that keep passwords so; 2 to the power of `cost` rounds, 4 to 31. The salt is derived
// from `salt`, so that equal calls give equal texts. Only the first 72 bytes of a password count. Empty where the C library cannot.
std::string bcrypt(std::string_view password, std::string_view salt, unsigned cost);

}  // namespace portolan::system
