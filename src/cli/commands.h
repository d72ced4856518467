#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace portolan::cli {

// Defined in command_NAME.cpp.
extern const Command check_command, build_command, describe_command, picture_command, explain_command, secrets_command, dump_command,
    init_command, schema_command, completion_command, man_command, version_command, help_command;

// Every command there is, in the order in which help shows them.
std::span<const Command* const> commands();
// nullptr where there is none.
const Command* find_command(std::string_view name);

// Options of every command that reads a chart, and of every command at all.
std::span<const Option> chart_options();
std::span<const Option> general_options();
inline constexpr std::string_view format_option = "--format";

// All options that the command takes, in the order in which help shows them. --format is made from its formats.
std::vector<Option> options_of(const Command& command);

}  // namespace portolan::cli
