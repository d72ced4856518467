#include "kubernetes/difference.h"

#include <algorithm>
#include <string>

#include "kubernetes/trees.h"

namespace portolan::kubernetes {

using value::Member;
using value::Value;

namespace {

class Comparison {
 public:
  explicit Comparison(value::Builder& builder) : builder_(builder), operations_(builder.list()) {}

  void compare(const Value& from, const Value& to) {
    if (from.is_map() && to.is_map()) {
      maps(from, to);
    } else if (from.is_list() && to.is_list()) {
      lists(from, to);
    } else if (!equal_trees(from, to)) {
      say("replace", &to);
    }
  }

  Value* operations() const { return operations_; }

 private:
  void say(std::string_view verb, const Value* given) {
    Value* operation = builder_.map({{"op", builder_.text(verb)}, {"path", builder_.copy(path_)}});
    if (given != nullptr) builder_.append(operation, "value", copy_tree(builder_, *given));
    builder_.push(operations_, operation);
  }

  template <class Act>
  void below(std::string_view name, Act&& act) {
    const std::size_t length = path_.size();
    path_ += '/';
    for (const char c : name) {
      if (c == '~') {
        path_ += "~0";
      } else if (c == '/') {
        path_ += "~1";
      } else {
        path_ += c;
      }
    }
    act();
    path_.resize(length);
  }

  void maps(const Value& from, const Value& to) {
    for (const Member& entry : from.map()) {
      const Value* other = to.get(entry.key);
      below(entry.key, [&] { other == nullptr ? say("remove", nullptr) : compare(*entry.value, *other); });
    }
    for (const Member& entry : to.map()) {
      if (from.get(entry.key) == nullptr) below(entry.key, [&] { say("add", entry.value); });
    }
  }

  void lists(const Value& from, const Value& to) {
    const std::size_t shorter = std::min(from.count, to.count);
    std::size_t front = 0, back = 0;
    while (front < shorter && equal_trees(*from.items[front], *to.items[front])) ++front;
    while (front + back < shorter && equal_trees(*from.items[from.count - 1 - back], *to.items[to.count - 1 - back])) ++back;
    const std::size_t old_end = from.count - back, new_end = to.count - back;
    if (old_end == new_end) {
      for (std::size_t i = front; i < old_end; ++i) below(std::to_string(i), [&] { compare(*from.items[i], *to.items[i]); });
      return;
    }
    for (std::size_t i = old_end; i > front; --i) below(std::to_string(i - 1), [&] { say("remove", nullptr); });
    for (std::size_t i = front; i < new_end; ++i) below(std::to_string(i), [&] { say("add", to.items[i]); });
  }

  value::Builder& builder_;
  Value* operations_;
  std::string path_;
};

}  // namespace

Value* difference(value::Builder& builder, const Value& from, const Value& to) {
  Comparison comparison(builder);
  comparison.compare(from, to);
  return comparison.operations();
}

}  // namespace portolan::kubernetes
