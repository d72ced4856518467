#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/completion.h"

namespace portolan::cli {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "'";
}

void add_option(std::string& out, const Command& command, const Option& option) {
  out += fmt::format("complete -c portolan -n '__fish_seen_subcommand_from {}' -l {}", command.name, option.name.substr(2));
  if (option.letter != 0) out += fmt::format(" -s {}", option.letter);
  if (!option.value.empty()) {
    out += " -r";
    if (const std::string words = words_of(option.completes, option.choices); !words.empty())
      out += fmt::format(" -f -a {}", quoted(words));
    else if (option.completes == Completes::file)
      out += " -F";
    else if (option.completes == Completes::folder)
      out += " -f -a '(__fish_complete_directories)'";
    else
      out += " -f";
  }
  out += fmt::format(" -d {}\n", quoted(option.help));
}

}  // namespace

std::string fish_completion() {
  std::string out =
      "# fish completion for portolan; write it to ~/.config/fish/completions/portolan.fish\n"
      "complete -c portolan -f\n";
  for (const Command* command : commands()) {
    out += fmt::format("complete -c portolan -n __fish_use_subcommand -a {} -d {}\n", command->name, quoted(command->does));
    for (const Option& option : options_of(*command)) add_option(out, *command, option);
    if (const std::string words = words_of(command->operand_completes, command->operand_choices); !words.empty())
      out += fmt::format("complete -c portolan -n '__fish_seen_subcommand_from {}' -a {}\n", command->name, quoted(words));
    else if (command->operand_completes == Completes::file)
      out += fmt::format("complete -c portolan -n '__fish_seen_subcommand_from {}' -F\n", command->name);
  }
  return out;
}

}  // namespace portolan::cli
