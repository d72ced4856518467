#pragma once

#include <optional>
#include <string>

namespace portolan::system {

// Of the environment of this process.
std::optional<std::string> variable(const std::string& name);

}  // namespace portolan::system
