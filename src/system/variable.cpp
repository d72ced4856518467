#include "system/variable.h"

#include <cstdlib>

namespace portolan::system {

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

}  // namespace portolan::system
