#pragma once

#include <optional>
#include <string>

#include "system/files.h"

namespace portolan::secrets {

// What stands outside the chart: the variables and files of whoever runs the command.
class Outside {
 public:
  virtual ~Outside() = default;
  [[nodiscard]] virtual std::optional<std::string> variable(const std::string& name) const = 0;
  [[nodiscard]] virtual system::Result<std::string> file(const std::string& path) const = 0;
};

}  // namespace portolan::secrets
