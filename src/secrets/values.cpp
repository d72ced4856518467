#include "secrets/values.h"

#include "system/private_memory.h"

namespace portolan::secrets {

Values::~Values() {
  for (auto& [object, keys] : objects_)
    for (auto& [key, value] : keys) system::clear(value);
}

const std::string* Values::find(const ObjectName& object, std::string_view key) const {
  const auto keys = objects_.find(object);
  if (keys == objects_.end()) return nullptr;
  const auto found = keys->second.find(key);
  return found == keys->second.end() ? nullptr : &found->second;
}

void Values::put(const ObjectName& object, std::string key, std::string value) {
  std::string& place = objects_[object][std::move(key)];
  system::clear(place);
  place = std::move(value);
}

void Values::remove(const ObjectName& object, std::string_view key) {
  const auto keys = objects_.find(object);
  if (keys == objects_.end()) return;
  const auto found = keys->second.find(key);
  if (found == keys->second.end()) return;
  system::clear(found->second);
  keys->second.erase(found);
}

}  // namespace portolan::secrets
