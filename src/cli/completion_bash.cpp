#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/completion.h"

namespace portolan::cli {

namespace {

std::string reply_with(Completes completes, std::span<const std::string_view> choices) {
  if (const std::string words = words_of(completes, choices); !words.empty())
    return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", words);
  // Line by line: names of files may hold spaces.
  if (completes == Completes::file) return "mapfile -t COMPREPLY < <(compgen -f -- \"$word\")";
  if (completes == Completes::folder) return "mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
  return "COMPREPLY=()";
}

// Values of options, of all commands alike where the name means the same; of --format command by command.
void add_values(std::string& out, const Command& command) {
  for (const Option& option : options_of(command)) {
    if (option.value.empty()) continue;
    const std::string letter = option.letter != 0 ? fmt::format("|{}:-{}", command.name, option.letter) : std::string();
    out += fmt::format("    {}:{}{}) {}; return ;;\n", command.name, option.name, letter, reply_with(option.completes, option.choices));
  }
}

void add_words(std::string& out, const Command& command) {
  std::string names;
  for (const Option& option : options_of(command)) names += fmt::format("{}{}", names.empty() ? "" : " ", option.name);
  out += fmt::format("    {}) if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '{}' -- \"$word\")); else {}; fi ;;\n", command.name,
                     names, reply_with(command.operand_completes, command.operand_choices));
}

}  // namespace

std::string bash_completion() {
  const std::string names = words_of(Completes::command, {});
  std::string out = fmt::format(
      "# bash completion for portolan; load it with: source <(portolan completion bash)\n"
      "_portolan() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= each\n"
      // Between `--format` and its value readline makes `=` a word of its own.
      "  if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then before=${{COMP_WORDS[COMP_CWORD-2]}}; fi\n"
      "  for each in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \" {} \" in *\" $each \"*) command=$each; break ;; esac\n"
      "  done\n"
      "  if [[ -z $command ]]; then COMPREPLY=($(compgen -W '{}' -- \"$word\")); return; fi\n"
      "  case $command:$before in\n",
      names, names);
  for (const Command* command : commands()) add_values(out, *command);
  out +=
      "  esac\n"
      "  case $command in\n";
  for (const Command* command : commands()) add_words(out, *command);
  out +=
      "  esac\n"
      "}\n"
      "complete -o filenames -o bashdefault -F _portolan portolan\n";
  return out;
}

}  // namespace portolan::cli
