#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace portolan::system {

// Owns an open file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  [[nodiscard]] bool valid() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  // 0, or the errno of what the file system only says at the end.
  int close() {
    const int number = std::exchange(number_, -1);
    return ::close(number) == 0 || errno == EINTR ? 0 : errno;
  }

 private:
  int number_ = -1;
};

// open(2), repeated when a signal came; close-on-exec always.
inline Descriptor open_file(const char* path, int flags, unsigned mode = 0) {
  for (;;) {
    const int number = ::open(path, flags | O_CLOEXEC, mode);
    if (number >= 0 || errno != EINTR) return Descriptor(number);
  }
}

}  // namespace portolan::system
