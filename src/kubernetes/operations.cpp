#include "kubernetes/operations.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "kubernetes/trees.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

// A JSON Pointer (RFC 6901) cut into its names.
std::optional<std::vector<std::string>> pointer(std::string_view text) {
  std::vector<std::string> names;
  if (text.empty()) return names;
  if (text.front() != '/') return std::nullopt;
  names.emplace_back();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '/') {
      names.emplace_back();
    } else if (text[i] == '~' && i + 1 < text.size()) {
      names.back() += text[++i] == '1' ? '/' : '~';
    } else {
      names.back() += text[i];
    }
  }
  return names;
}

std::optional<std::size_t> position(std::string_view name, std::size_t limit) {
  std::size_t number = 0;
  const auto end = std::from_chars(name.data(), name.data() + name.size(), number);
  if (end.ec != std::errc() || end.ptr != name.data() + name.size() || number >= limit) return std::nullopt;
  return number;
}

Value* child(Value* parent, std::string_view name) {
  if (parent->is_map()) return member(parent, name);
  if (!parent->is_list()) return nullptr;
  const auto at = position(name, parent->count);
  return at ? parent->items[*at] : nullptr;
}

struct Place {
  Value* parent = nullptr;  // nullptr: the way there does not exist
  std::string name{};       // of the last step; empty with parent the root for the whole document
  bool whole = false;
};

Place locate(Value* root, const std::vector<std::string>& names) {
  if (names.empty()) return {.parent = root, .whole = true};
  Value* parent = root;
  for (std::size_t i = 0; i + 1 < names.size() && parent != nullptr; ++i) parent = child(parent, names[i]);
  return {.parent = parent, .name = names.back()};
}

Value* at(const Place& place) {
  if (place.parent == nullptr || place.whole) return place.parent;
  return child(place.parent, place.name);
}

bool add(value::Builder& builder, const Place& place, Value* item) {
  if (place.parent == nullptr) return false;
  if (place.whole) {
    *place.parent = *item;
    return true;
  }
  if (place.parent->is_map()) {
    builder.set(place.parent, builder.keep(place.name), item);
    return true;
  }
  if (!place.parent->is_list()) return false;
  const auto number = place.name == "-" ? std::optional<std::size_t>(place.parent->count) : position(place.name, place.parent->count + 1u);
  if (number) insert_item(builder, place.parent, *number, item);
  return number.has_value();
}

bool remove(value::Builder& builder, const Place& place) {
  if (place.whole || at(place) == nullptr) return false;
  if (place.parent->is_map()) {
    builder.remove(place.parent, place.name);
  } else {
    erase_item(place.parent, *position(place.name, place.parent->count));
  }
  return true;
}

std::string missing(std::string_view path) { return "`" + std::string(path) + "` is not there"; }

class Operation {
 public:
  Operation(value::Builder& builder, Value* root, const Value& said) : builder_(builder), root_(root), said_(said) {}

  std::string run() {
    const std::string_view verb = text("op"), path = text("path");
    const auto names = pointer(path);
    if (!names) return "`" + std::string(path) + "` is no path: it must begin with a slash";
    const Place place = locate(root_, *names);
    const Value* given = said_.get("value");
    if (verb == "remove") return remove(builder_, place) ? "" : missing(path);
    if (verb == "move" || verb == "copy") return transfer(place, path, verb == "move");
    if (verb != "add" && verb != "replace" && verb != "test") return "`" + std::string(verb) + "` is no operation";
    if (given == nullptr) return "`" + std::string(verb) + "` of `" + std::string(path) + "` has no value";
    if (verb == "add") return add(builder_, place, copy_tree(builder_, *given)) ? "" : missing(path);
    Value* old = at(place);
    if (old == nullptr) return missing(path);
    if (verb == "test") return equal_trees(*old, *given) ? "" : "`" + std::string(path) + "` has another value than the test says";
    *old = *copy_tree(builder_, *given);
    return "";
  }

 private:
  std::string_view text(std::string_view key) const {
    const Value* found = said_.get(key);
    return found == nullptr ? std::string_view() : found->text();
  }

  std::string transfer(const Place& place, std::string_view path, bool take) {
    const std::string_view from = text("from");
    const auto names = pointer(from);
    const Place source = names ? locate(root_, *names) : Place{};
    const Value* found = at(source);
    if (found == nullptr) return missing(from);
    Value* carried = copy_tree(builder_, *found);
    if (take && !remove(builder_, source)) return missing(from);
    return add(builder_, place, carried) ? "" : missing(path);
  }

  value::Builder& builder_;
  Value* root_;
  const Value& said_;
};

}  // namespace

std::string operate(value::Builder& builder, Value* root, const Value& operations) {
  for (const Value* said : operations.list()) {
    std::string trouble = Operation(builder, root, *said).run();
    if (!trouble.empty()) return trouble;
  }
  return "";
}

}  // namespace portolan::kubernetes
