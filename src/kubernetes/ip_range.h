#pragma once

#include <string_view>

namespace portolan::kubernetes {

enum class Overlap { none, inside, covers };

// How one range of addresses (`10.0.0.0/8`, `fd00::/8`, a single address) lies to another: apart, a true part of it, or all of it and
// perhaps more. Ranges that cannot be read lie apart.
Overlap overlap(std::string_view range, std::string_view other);

}  // namespace portolan::kubernetes
