#include "cli/commands.h"
#include "cli/session.h"
#include "language/json_schema.h"

namespace portolan::cli {

namespace {

constexpr Example examples[] = {
    {"let the editor complete and check charts", "portolan schema > portolan.schema.json"},
};

constexpr ExitMeaning exits[] = {{ExitCode::done, "the schema is on standard output"}};

ExitCode run(Session& session) {
  session.console().out(language::json_schema());
  return ExitCode::done;
}

}  // namespace

constinit const Command schema_command = {
    .name = "schema",
    .does = "print the JSON Schema of a chart, for editors",
    .about =
        "Editors that know the YAML language server find it by the first line of a chart:\n"
        "  # yaml-language-server: $schema=portolan.schema.json\n"
        "`portolan init` writes that line. What the schema cannot say, `portolan check` does.",
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
