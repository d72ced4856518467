#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

// Ordered trees of what is written out: Kubernetes objects, JSON answers.
//
// A Builder owns a block of memory and hands out Values that live in it; making an object of a hundred fields is a hundred
// pointer bumps. Maps keep the order of insertion, and the emitters keep it too: sort_keys sorts. Texts are UTF-8.

namespace portolan::value {

enum class Type : std::uint8_t { null, boolean, integer, text, list, map, raw };

struct Value;

struct Member {
  std::string_view key;
  Value* value = nullptr;
};

// 32 bytes. Text is not owned unless made by Builder::copy; it must outlive the emission.
struct Value {
  Type type = Type::null;
  bool flag = false;
  std::uint32_t count = 0;  // of list or map
  std::uint32_t capacity = 0;
  union {
    std::int64_t number;
    const char* characters;
    Value** items;
    Member* members;
  };
  std::uint32_t length = 0;  // of text

  [[nodiscard]] bool is_null() const { return type == Type::null; }
  [[nodiscard]] bool is_map() const { return type == Type::map; }
  [[nodiscard]] bool is_list() const { return type == Type::list; }
  [[nodiscard]] bool is_text() const { return type == Type::text; }
  [[nodiscard]] std::string_view text() const;                 // of text and raw; "" where it is neither
  [[nodiscard]] std::span<Value* const> list() const;          // empty where it is none
  [[nodiscard]] std::span<const Member> map() const;           // empty where it is none
  [[nodiscard]] const Value* get(std::string_view key) const;  // nullptr where there is none
  // Walks keys; nullptr as soon as one is missing: find({"spec", "template", "metadata"}).
  [[nodiscard]] const Value* find(std::initializer_list<std::string_view> path) const;
};

class Builder {
 public:
  Builder();
  ~Builder();
  Builder(Builder&&) noexcept;
  Builder& operator=(Builder&&) noexcept;

  Value* null();
  Value* boolean(bool flag);
  Value* integer(std::int64_t number);
  Value* text(std::string_view characters);            // borrowed
  Value* copy(std::string_view characters);            // owned by the builder
  std::string_view keep(std::string_view characters);  // owned characters
  Value* list();
  Value* list(std::initializer_list<Value*> items);
  Value* map();
  Value* map(std::initializer_list<std::pair<std::string_view, Value*>> members);

  void push(Value* list, Value* item);
  void set(Value* map, std::string_view key, Value* value);  // replaces an equal key; keys are borrowed
  void set(Value* map, std::string_view key, std::string_view text);
  // As set, for a key that the map is known not to have: constant time, where set looks for it first.
  void append(Value* map, std::string_view key, Value* value);
  // Characters that the emitters write as they are, neither quoted nor escaped nor indented: a number that is not an integer, or a
  // template expression of another tool. Borrowed. In YAML a text that begins with a line end gets no space before it.
  Value* raw(std::string_view characters);
  void remove(Value* map, std::string_view key);
  // Forgets every value and keeps the memory, so that writing service after service allocates nothing.
  void reset();

 private:
  struct Blocks;
  std::unique_ptr<Blocks> blocks_;
};

// Sorts the members of every map by key, bytewise, in place.
void sort_keys(Value& value);

// Kubernetes-style YAML, two spaces, sequences at the indentation of their key, keys in the order they stand (sort first).
// A text is quoted exactly where YAML 1.1 or 1.2 would read it as something else; a text of several lines is a literal block.
// Every line of `comment` is written in front as "# …". Appends to `out`; a document starts with "---" only when asked.
struct YamlStyle {
  std::string_view comment{};
  bool document_start = false;
};
void emit_yaml(const Value& value, std::string& out, const YamlStyle& style = {});

// Two-space indented with a line end behind it, or compact without one. Appends to `out`. UTF-8 passes through.
enum class JsonStyle { pretty, compact };
void emit_json(const Value& value, std::string& out, JsonStyle style = JsonStyle::pretty);

}  // namespace portolan::value
