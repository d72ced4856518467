#pragma once

#include <string>

// The table of commands as a script for a shell.

namespace portolan::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace portolan::cli
