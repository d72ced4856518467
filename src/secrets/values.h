#pragma once

#include <map>
#include <string>
#include <string_view>

// The values of Secret objects, in memory only.

namespace portolan::secrets {

using Keys = std::map<std::string, std::string, std::less<>>;

struct ObjectName {
  std::string name_space, name;
  friend auto operator<=>(const ObjectName&, const ObjectName&) = default;
};

// Clears what it held when it goes; copies that others made of a value are theirs.
class Values {
 public:
  Values() = default;
  ~Values();
  Values(Values&&) noexcept = default;
  Values& operator=(Values&&) noexcept = default;
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;

  // nullptr where there is none.
  [[nodiscard]] const std::string* find(const ObjectName& object, std::string_view key) const;
  void put(const ObjectName& object, std::string key, std::string value);
  void remove(const ObjectName& object, std::string_view key);
  // An object may be there without keys.
  Keys& object(const ObjectName& name) { return objects_[name]; }

  [[nodiscard]] const std::map<ObjectName, Keys>& objects() const { return objects_; }

 private:
  std::map<ObjectName, Keys> objects_;
};

}  // namespace portolan::secrets
