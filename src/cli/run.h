#pragma once

#include <span>
#include <string_view>

namespace portolan::cli {

// The whole program but for main: reads the command line, runs the command, answers the exit code.
int run(std::span<const std::string_view> words);

}  // namespace portolan::cli
