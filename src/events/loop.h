#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "system/descriptor.h"

namespace portolan::events {

using Clock = std::chrono::steady_clock;

// One thread that waits for descriptors and for moments, and calls back. Level triggered (epoll(7)).
// Callbacks may add and remove watches and timers, their own too, and may stop the loop. A loop is used by the
// thread that made it and is not inherited: after fork() the child makes its own.
class Loop {
 public:
  enum Interest : std::uint32_t { readable = 1, writable = 2 };
  using OnReady = std::function<void(std::uint32_t what)>;  // a bit mask of Interest; errors and hang-ups are both bits
  using TimerId = std::uint64_t;

  Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // The descriptor stays the caller's, who forgets it here before closing it.
  void watch(int descriptor, std::uint32_t interest, OnReady callback);
  void change(int descriptor, std::uint32_t interest);
  void forget(int descriptor);

  TimerId after(std::chrono::milliseconds delay, std::function<void()> callback);
  void cancel(TimerId timer);  // of a timer that has fired or never was: nothing happens

  // Until stop() or until nothing is watched and no timer is set.
  void run();
  void stop() { stopped_ = true; }

  [[nodiscard]] bool valid() const { return epoll_.valid(); }  // false: the system has no descriptors left

 private:
  void fire_due_timers();
  [[nodiscard]] int milliseconds_to_wait() const;

  struct Watch {
    OnReady callback;
    std::uint64_t serial;  // tells a watch from an earlier one of the same number
  };
  struct Timer {
    TimerId id;
    std::function<void()> callback;
  };
  system::Descriptor epoll_;
  std::map<int, std::shared_ptr<Watch>> watches_;
  std::multimap<Clock::time_point, Timer> timers_;
  std::uint64_t next_ = 1;
  bool stopped_ = false;
};

}  // namespace portolan::events
