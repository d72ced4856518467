#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/completion.h"

namespace portolan::cli {

namespace {

// Inside '…' of an _arguments specification: brackets and colons have a meaning there, quotes end it, lines become one.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else if (c == '\n')
      out += ' ';
    else {
      if (c == '[' || c == ']' || c == ':' || c == '`') out += '\\';
      out += c;
    }
  }
  return out;
}

std::string action(Completes completes, std::span<const std::string_view> choices) {
  if (const std::string words = words_of(completes, choices); !words.empty()) return fmt::format("({})", words);
  if (completes == Completes::file) return "_files";
  if (completes == Completes::folder) return "_files -/";
  return " ";
}

void add_option(std::string& out, const Option& option) {
  const std::string value =
      option.value.empty() ? std::string() : fmt::format(":{}:{}", escaped(option.value), action(option.completes, option.choices));
  const std::string_view star = option.repeatable ? "*" : "";
  const std::string_view equals = option.value.empty() ? "" : "=";
  out += fmt::format(" \\\n        '{}{}{}[{}]{}'", star, option.name, equals, escaped(option.help), value);
  if (option.letter != 0) out += fmt::format(" \\\n        '{}-{}[{}]{}'", star, option.letter, escaped(option.help), value);
}

}  // namespace

std::string zsh_completion() {
  std::string out =
      "#compdef portolan\n"
      "# zsh completion for portolan; put it into a folder of $fpath as _portolan\n"
      "_portolan() {\n"
      "  local -a commands\n"
      "  commands=(\n";
  for (const Command* command : commands()) out += fmt::format("    '{}:{}'\n", command->name, escaped(command->does));
  out +=
      "  )\n"
      "  local curcontext=$curcontext state line\n"
      "  _arguments -C '1: :->command' '*:: :->rest'\n"
      "  case $state in\n"
      "    command) _describe -t commands 'command' commands ;;\n"
      "    rest) case $line[1] in\n";
  for (const Command* command : commands()) {
    out += fmt::format("      {}) _arguments -s", command->name);
    for (const Option& option : options_of(*command)) add_option(out, option);
    if (command->most != 0)
      out += fmt::format(" \\\n        '*:{}:{}'", escaped(command->operand), action(command->operand_completes, command->operand_choices));
    out += " ;;\n";
  }
  out +=
      "    esac ;;\n"
      "  esac\n"
      "}\n"
      "if [ \"$funcstack[1]\" = _portolan ]; then _portolan \"$@\"; else compdef _portolan portolan; fi\n";
  return out;
}

}  // namespace portolan::cli
