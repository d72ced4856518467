#include "events/loop.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace portolan::events {

namespace {

std::uint32_t to_epoll(std::uint32_t interest) {
  return ((interest & Loop::readable) != 0 ? EPOLLIN : 0u) | ((interest & Loop::writable) != 0 ? EPOLLOUT : 0u);
}

std::uint32_t from_epoll(std::uint32_t events) {
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) return Loop::readable | Loop::writable;
  return ((events & EPOLLIN) != 0 ? Loop::readable : 0u) | ((events & EPOLLOUT) != 0 ? Loop::writable : 0u);
}

}  // namespace

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}

void Loop::watch(int descriptor, std::uint32_t interest, OnReady callback) {
  watches_[descriptor] = std::make_shared<Watch>(Watch{.callback = std::move(callback), .serial = next_++});
  epoll_event event{};
  event.events = to_epoll(interest);
  event.data.fd = descriptor;
  ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event);
}

void Loop::change(int descriptor, std::uint32_t interest) {
  epoll_event event{};
  event.events = to_epoll(interest);
  event.data.fd = descriptor;
  ::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event);
}

void Loop::forget(int descriptor) {
  if (watches_.erase(descriptor) != 0) ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, descriptor, nullptr);
}

Loop::TimerId Loop::after(std::chrono::milliseconds delay, std::function<void()> callback) {
  const TimerId id = next_++;
  timers_.emplace(Clock::now() + delay, Timer{.id = id, .callback = std::move(callback)});
  return id;
}

void Loop::cancel(TimerId timer) {
  const auto found = std::ranges::find_if(timers_, [&](const auto& entry) { return entry.second.id == timer; });
  if (found != timers_.end()) timers_.erase(found);
}

void Loop::fire_due_timers() {
  const auto now = Clock::now();
  while (!stopped_ && !timers_.empty() && timers_.begin()->first <= now) {
    const Timer timer = std::move(timers_.begin()->second);
    timers_.erase(timers_.begin());
    timer.callback();
  }
}

int Loop::milliseconds_to_wait() const {
  if (timers_.empty()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(timers_.begin()->first - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left, 0, std::numeric_limits<int>::max()));
}

void Loop::run() {
  stopped_ = false;
  std::array<epoll_event, 64> ready{};
  std::array<std::uint64_t, 64> serials{};
  while (!stopped_ && (!watches_.empty() || !timers_.empty())) {
    const int count = ::epoll_wait(epoll_.number(), ready.data(), static_cast<int>(ready.size()), milliseconds_to_wait());
    for (int i = 0; i < count; ++i) {
      const auto watch = watches_.find(ready[i].data.fd);
      serials[i] = watch == watches_.end() ? 0 : watch->second->serial;
    }
    for (int i = 0; i < count && !stopped_; ++i) {
      const auto found = watches_.find(ready[i].data.fd);
      if (found == watches_.end() || found->second->serial != serials[i]) continue;
      const std::shared_ptr<Watch> watch = found->second;  // it may forget itself
      watch->callback(from_epoll(ready[i].events));
    }
    if (!stopped_) fire_due_timers();
  }
}

}  // namespace portolan::events
