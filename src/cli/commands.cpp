#include "cli/commands.h"

namespace portolan::cli {

namespace {

constexpr std::array<const Command*, 13> all_commands = {
    &check_command, &build_command,  &secrets_command,    &describe_command, &picture_command, &explain_command, &dump_command,
    &init_command,  &schema_command, &completion_command, &man_command,      &version_command, &help_command};

constexpr std::string_view color_choices[] = {"auto", "always", "never"};

constexpr Option chart_table[] = {
    {"--file",
     'f',
     "FILE|-",
     "the chart, or - for standard input; without it `portolan.yaml`\nis looked for here and in every folder above",
     {},
     Completes::file},
    {"--environment", 'e', "NAME", "the environment of the chart to apply"},
    {"--profile", 0, "NAME", "switch on what is declared for this profile; may be repeated", {}, Completes::nothing, true},
    {"--set", 0, "NAME=VALUE", "replace the value of `vars.NAME`; may be repeated", {}, Completes::nothing, true},
};

constexpr Option general_table[] = {
    {"--color", 0, "WHEN", "auto (on a terminal, unless NO_COLOR is set), always or never", color_choices, Completes::choice},
    {"--help", 'h', "", "explain the command and stop"},
};

}  // namespace

std::span<const Command* const> commands() { return all_commands; }

const Command* find_command(std::string_view name) {
  for (const Command* command : all_commands)
    if (command->name == name) return command;
  return nullptr;
}

std::span<const Option> chart_options() { return chart_table; }
std::span<const Option> general_options() { return general_table; }

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all(command.options.begin(), command.options.end());
  if (!command.formats.empty()) all.push_back({format_option, 0, "FORMAT", "form of the answer", command.formats, Completes::choice});
  if (command.reads_chart) all.insert(all.end(), chart_options().begin(), chart_options().end());
  all.insert(all.end(), general_options().begin(), general_options().end());
  return all;
}

}  // namespace portolan::cli
