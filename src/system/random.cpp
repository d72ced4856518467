#include "system/random.h"

#include <sys/random.h>

#include <cerrno>

#include "system/failure.h"

namespace portolan::system {

Result<void> fill_random(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Trouble::other, "the kernel gives no random numbers");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return {};
}

}  // namespace portolan::system
