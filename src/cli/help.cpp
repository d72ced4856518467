#include "cli/help.h"

#include <algorithm>

#include <fmt/core.h>

#include "cli/commands.h"

namespace portolan::cli {

namespace {

constexpr std::size_t option_column = 27;

std::string heading_of(const Option& option) {
  std::string text = option.letter != 0 ? fmt::format("-{}, ", option.letter) : "    ";
  text += option.name;
  if (!option.value.empty()) text += fmt::format(" {}", option.value);
  return text;
}

void add_option(std::string& out, const Option& option) {
  std::string help(option.help);
  if (!option.choices.empty() && option.completes == Completes::choice && option.name != "--color") {
    help += ": ";
    for (std::size_t index = 0; index != option.choices.size(); ++index)
      help += fmt::format("{}{}", index == 0 ? "" : ", ", option.choices[index]);
    if (option.name == format_option) help += fmt::format(" ({} unless said)", option.choices.front());
  }
  const std::string heading = heading_of(option);
  out += fmt::format("  {}", heading);
  std::size_t column = 2 + heading.size();
  if (column + 2 > option_column) {
    out += '\n';
    column = 0;
  }
  for (std::size_t begin = 0; begin <= help.size();) {
    const std::size_t end = std::min(help.find('\n', begin), help.size());
    out += fmt::format("{}{}\n", std::string(option_column - column, ' '), std::string_view(help).substr(begin, end - begin));
    column = 0;
    begin = end + 1;
  }
}

}  // namespace

std::string overview() {
  std::string out =
      "Portolan: one file says which services there are and who talks to whom; from it\n"
      "comes everything Kubernetes needs, with exactly those lines open.\n"
      "\n"
      "Usage: portolan COMMAND [OPTIONS]\n"
      "\n"
      "Commands:\n";
  for (const Command* command : commands()) out += fmt::format("  {:<12}{}\n", command->name, command->does);
  out +=
      "\n"
      "`portolan COMMAND --help` explains a command, with examples.\n"
      "\n"
      "Start with `portolan init`, then `portolan check`.\n";
  return out;
}

std::string help_of(const Command& command) {
  std::string out = fmt::format("portolan {}: {}\n\nUsage: portolan {}{}{}\n", command.name, command.does, command.name,
                                command.synopsis.empty() ? "" : " ", command.synopsis);
  if (!command.about.empty()) out += fmt::format("\n{}\n", command.about);
  out += "\nOptions:\n";
  for (const Option& option : options_of(command)) add_option(out, option);
  if (!command.examples.empty()) {
    out += "\nExamples:\n";
    for (const Example& example : command.examples) out += fmt::format("  # {}\n  $ {}\n", example.says, example.command);
  }
  if (!command.exits.empty()) {
    out += "\nExit codes:\n";
    for (const ExitMeaning& exit : command.exits) out += fmt::format("  {:<4}{}\n", static_cast<int>(exit.code), exit.meaning);
  }
  return out;
}

}  // namespace portolan::cli
