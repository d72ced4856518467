#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/session.h"

namespace portolan::cli {

namespace {

constexpr std::string_view formats[] = {"text", "json"};
constexpr Example examples[] = {{"which version is this, for a script", "portolan version --format json"}};
constexpr ExitMeaning exits[] = {{ExitCode::done, "the version is on standard output"}};

ExitCode run(Session& session) {
  session.console().out(session.format() == "json" ? "{\n  \"language\": 1,\n  \"version\": \"" PORTOLAN_VERSION "\"\n}\n"
                                                   : "portolan " PORTOLAN_VERSION "\n");
  return ExitCode::done;
}

}  // namespace

constinit const Command version_command = {
    .name = "version",
    .synopsis = "[--format text|json]",
    .does = "print the version",
    .about = "",
    .formats = formats,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
