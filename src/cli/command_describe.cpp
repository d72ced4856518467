#include "cli/application.h"
#include "cli/commands.h"
#include "describe/describe.h"

namespace portolan::cli {

namespace {

constexpr std::string_view formats[] = {"text", "markdown", "json"};

constexpr Example examples[] = {
    {"read the page", "portolan describe"},
    {"keep it beside the code", "portolan describe --format markdown > ARCHITECTURE.md"},
    {"who may write to a store in production", "portolan describe -e prod --format json | jq '.links[] | select(.to == \"orders-db\")'"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "described; open questions are part of the page"},
    {ExitCode::no, "the chart has mistakes"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::surroundings, "the chart cannot be read, or the answer not be written"},
};

ExitCode run(Session& session) {
  const auto application = usable_application(session);
  if (!application) return application.error();
  Console& console = session.console();
  const wiring::Wiring& wiring = (*application)->wiring;
  const text::Sources& sources = (*application)->sources();
  if (session.format() == "json") {
    console.out(describe::describe_json(wiring, sources));
    return ExitCode::done;
  }
  const describe::Page page = describe::describe(wiring, sources);
  if (session.format() == "markdown")
    console.out(describe::to_markdown(page));
  else {
    const system::Terminal shown = console.output_terminal();
    console.out(describe::to_text(page, {.color = shown.color, .width = shown.is_terminal ? shown.width : 0}));
  }
  return ExitCode::done;
}

}  // namespace

constinit const Command describe_command = {
    .name = "describe",
    .synopsis = "[--format text|markdown|json]",
    .does = "say what the application is: services, links, stores, ports, namespaces, rights",
    .about =
        "Answers what must be known before anything is deployed: how many services there\n"
        "are, which talks to which, how and with what, which databases and third parties\n"
        "they use, on which port each runs, to which namespace it belongs; then what can\n"
        "be reached from outside, whose account is used where, what is declared but not\n"
        "enforced, what stays open, and which questions wait for an answer.",
    .reads_chart = true,
    .formats = formats,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
