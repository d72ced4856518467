#include <vector>

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/session.h"
#include "text/edit_distance.h"

namespace portolan::cli {

namespace {

constexpr Example examples[] = {{"explain one command", "portolan help build"}};
constexpr ExitMeaning exits[] = {{ExitCode::done, "the help is on standard output"}, {ExitCode::usage, "there is no such command"}};

ExitCode run(Session& session) {
  if (session.arguments().operands.empty()) {
    session.console().out(overview());
    return ExitCode::done;
  }
  const std::string_view name = session.arguments().operands.front();
  if (const Command* command = find_command(name); command != nullptr) {
    session.console().out(help_of(*command));
    return ExitCode::done;
  }
  std::vector<std::string_view> names;
  for (const Command* command : commands()) names.push_back(command->name);
  const auto meant = text::nearest(name, names);
  session.console().complain(fmt::format("there is no command `{}`", name),
                             meant ? fmt::format("did you mean `{}`?", *meant) : std::string("`portolan help` lists the commands"));
  return ExitCode::usage;
}

}  // namespace

constinit const Command help_command = {
    .name = "help",
    .synopsis = "[COMMAND]",
    .does = "explain a command, or list them all",
    .about = "",
    .most = 1,
    .operand = "COMMAND",
    .operand_completes = Completes::command,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
