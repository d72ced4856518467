#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/session.h"

namespace portolan::cli {

namespace {

constexpr std::string_view shells[] = {"bash", "zsh", "fish"};

constexpr Example examples[] = {
    {"complete in this bash", "source <(portolan completion bash)"},
    {"complete in every fish", "portolan completion fish > ~/.config/fish/completions/portolan.fish"},
};

constexpr ExitMeaning exits[] = {{ExitCode::done, "the script is on standard output"}, {ExitCode::usage, "the command line is wrong"}};

ExitCode run(Session& session) {
  const std::string_view shell = session.arguments().operands.front();
  session.console().out(shell == "bash" ? bash_completion() : shell == "zsh" ? zsh_completion() : fish_completion());
  return ExitCode::done;
}

}  // namespace

constinit const Command completion_command = {
    .name = "completion",
    .synopsis = "bash|zsh|fish",
    .does = "print the script that completes commands and options in a shell",
    .about = "",
    .least = 1,
    .most = 1,
    .operand = "a shell",
    .operand_choices = shells,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
