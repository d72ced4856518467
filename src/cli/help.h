#pragma once

#include <string>

#include "cli/command.h"

namespace portolan::cli {

// What `portolan help` prints: every command on a line.
std::string overview();
// What `portolan COMMAND --help` prints.
std::string help_of(const Command& command);

}  // namespace portolan::cli
