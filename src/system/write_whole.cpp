#include "system/write_whole.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "system/descriptor.h"

namespace portolan::system {

namespace {

// While it lives, writing to a pipe that nobody reads is an error of write(2) and no signal, in this thread only.
class NoPipeSignal {
 public:
  NoPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoPipeSignal() {
    if (raised_ && !was_pending_) {
      constexpr timespec at_once{};
      while (sigtimedwait(&pipe_, nullptr, &at_once) < 0 && errno == EINTR) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;
  void raised() { raised_ = true; }

 private:
  sigset_t pipe_{}, before_{};
  bool was_pending_ = false;
  bool raised_ = false;
};

// 0 or an errno.
int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor, content.data(), content.size());
    if (count >= 0) {
      content.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd ready{.fd = descriptor, .events = POLLOUT, .revents = 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

int write_whole(int descriptor, std::string_view content) {
  NoPipeSignal quiet;
  const int error = write_all(descriptor, content);
  if (error == EPIPE) quiet.raised();
  return error;
}

int write_new(const char* path, std::string_view content, unsigned mode) {
  Descriptor file = open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  if (!file.valid()) return errno;
  const int error = write_whole(file.number(), content);
  const int late = file.close();
  return error != 0 ? error : late;
}

}  // namespace portolan::system
