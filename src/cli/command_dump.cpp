#include "chart/dump.h"
#include "cli/application.h"
#include "cli/commands.h"
#include "wiring/dump.h"

namespace portolan::cli {

namespace {

constexpr std::string_view stages[] = {"chart", "wiring"};

constexpr Example examples[] = {
    {"what was declared, with environment, defaults and templates applied", "portolan dump chart -e prod"},
    {"what was decided: ends, ports, accounts, flows", "portolan dump wiring"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "the stage is on standard output as JSON"},
    {ExitCode::no, "the chart has mistakes"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::surroundings, "the chart cannot be read, or the answer not be written"},
};

ExitCode run(Session& session) {
  const auto application = usable_application(session);
  if (!application) return application.error();
  const Application& read = **application;
  session.console().out(session.arguments().operands.front() == "chart" ? chart::dump(*read.chart, read.sources())
                                                                        : wiring::dump(read.wiring, read.sources()));
  return ExitCode::done;
}

}  // namespace

constinit const Command dump_command = {
    .name = "dump",
    .synopsis = "chart|wiring",
    .does = "print a stage of the compilation as JSON",
    .about =
        "The chart is what was declared, once files are joined and environment, defaults\n"
        "and templates applied. The wiring is what follows from it: every link with both\n"
        "ends, port, protocol, account and grant, and every connection that the network\n"
        "must let through. Values of secrets are in neither.",
    .least = 1,
    .most = 1,
    .operand = "a stage",
    .operand_choices = stages,
    .reads_chart = true,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
