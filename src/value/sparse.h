#pragma once

#include <memory>
#include <utility>

namespace portolan::value {

// What is seldom said: a T, or nothing, in the space of a pointer. A record with many such members stays small where none of
// them is said. Copies are deep. Where there is nothing, reading finds a T as it is made by default.
template <class T>
class Sparse {
 public:
  Sparse() = default;
  Sparse(T said) : said_(std::make_unique<T>(std::move(said))) {}  // NOLINT(google-explicit-constructor): reads like an optional
  Sparse(const Sparse& other) : said_(other.said_ ? std::make_unique<T>(*other.said_) : nullptr) {}
  Sparse(Sparse&&) noexcept = default;
  Sparse& operator=(const Sparse& other) { return *this = Sparse(other); }
  Sparse& operator=(Sparse&&) noexcept = default;
  ~Sparse() = default;

  explicit operator bool() const { return said_ != nullptr; }
  const T& operator*() const { return said_ ? *said_ : nothing(); }
  const T* operator->() const { return &**this; }
  // Said from now on.
  T& edit() {
    if (!said_) said_ = std::make_unique<T>();
    return *said_;
  }

 private:
  static const T& nothing() {
    static const T made;
    return made;
  }

  std::unique_ptr<T> said_;
};

}  // namespace portolan::value
