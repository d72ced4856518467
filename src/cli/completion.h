#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command.h"

// The table of commands as a script for a shell.

namespace portolan::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

// The only words that may stand there, between spaces; empty: any, or files.
std::string words_of(Completes completes, std::span<const std::string_view> choices);

}  // namespace portolan::cli
