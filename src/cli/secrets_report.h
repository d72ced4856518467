#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "secrets/complete.h"

namespace portolan::cli {

// What became of every value, without any of them.
std::string secrets_text(const std::vector<secrets::Became>& became, std::string_view file);
std::string secrets_json(const std::vector<secrets::Became>& became, std::string_view file);
// "3 made, 2 kept"
std::string summary(const std::vector<secrets::Became>& became);

}  // namespace portolan::cli
