#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cli/exit_code.h"

// What a command is, as constant data. One row feeds the parser, --help, the man page and the completions of three shells, so
// that they cannot disagree. Each command_NAME.cpp defines its own row beside the code that runs it; commands.cpp lists them.

namespace portolan::cli {

class Session;

// What a shell offers in this place.
enum class Completes : std::uint8_t { nothing, file, folder, choice, command };

struct Option {
  std::string_view name = {};                      // "--output"
  char letter = 0;                                 // 'o'; 0: none
  std::string_view value = {};                     // "DIR|-", as help shows it; empty: a switch
  std::string_view help = {};                      // lines of at most 60 columns
  std::span<const std::string_view> choices = {};  // the only values there are; empty: any
  Completes completes = Completes::nothing;
  bool repeatable = false;  // else the last one counts
};

struct Example {
  std::string_view says;
  std::string_view command;
};

struct ExitMeaning {
  ExitCode code;
  std::string_view meaning;
};

struct Command {
  std::string_view name = {};
  std::string_view synopsis = {};     // what follows the name: "-o DIR|- [--layout LAYOUT]"
  std::string_view does = {};         // one line, no full stop
  std::string_view about = {};        // paragraphs, already broken into lines of at most 80 columns
  std::uint32_t least = 0, most = 0;  // operands
  std::string_view operand = {};      // the word for one of them: "FILE"
  std::span<const std::string_view> operand_choices = {};
  Completes operand_completes = Completes::nothing;
  bool reads_chart = false;                        // takes --file, --environment, --profile, --set
  std::span<const std::string_view> formats = {};  // of --format, the default first; empty: no such option
  std::span<const Option> options = {};            // its own
  std::span<const Example> examples = {};
  std::span<const ExitMeaning> exits = {};
  ExitCode (*run)(Session&) = nullptr;
};

}  // namespace portolan::cli
