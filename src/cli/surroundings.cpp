#include "cli/surroundings.h"

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace portolan::cli {

namespace {

std::atomic<int> noted_signal = 0;
static_assert(std::atomic<int>::is_always_lock_free);

void leave(int signal) { _exit(128 + signal); }

void note(int signal) {
  if (noted_signal.exchange(signal) != 0) _exit(128 + signal);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action{};
  // A shell that starts us in the background ignores the interrupt for us; that stays so.
  if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) return;
  action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(signal, &action, nullptr);
}

}  // namespace

void settle_descriptors() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor)
    if (fcntl(descriptor, F_GETFD) == -1) {
      // Opened for reading, so that a write still fails; the lowest free number is this one.
      const int opened = open("/dev/null", O_RDONLY);
      if (opened > 2) close(opened);
    }
  struct sigaction ignore{};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
}

void on_interrupt(OnInterrupt what) {
  void (*handler)(int) = what == OnInterrupt::finish_step ? note : leave;
  handle(SIGINT, handler);
  handle(SIGTERM, handler);
  handle(SIGHUP, handler);
}

int interrupted() {
  const int signal = noted_signal.load();
  return signal == 0 ? 0 : 128 + signal;
}

}  // namespace portolan::cli
