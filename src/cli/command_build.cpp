#include "cli/build_steps.h"
#include "cli/commands.h"

namespace portolan::cli {

namespace {

constexpr std::string_view layouts[] = {"plain", "kustomize", "helm"};

constexpr std::string_view formats[] = {"text", "json"};

constexpr Option options[] = {
    {"--output", 'o', "DIR|-", "the folder to write, or - for standard output", {}, Completes::folder},
    {"--layout", 0, "LAYOUT", "how the files are arranged", layouts, Completes::choice},
    {"--only", 0, "SERVICE", "the objects of this service, store or broker alone"},
};

constexpr Example examples[] = {
    {"write the objects into a folder", "portolan build -o out"},
    {"look at one service in production", "portolan build -e prod -o - --only frontend"},
    {"for a script: which files are new, changed or gone", "portolan build -o out --format json"},
    {"try it on a cluster without changing anything", "portolan build -o - | kubectl apply --dry-run=server -f -"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "written"},
    {ExitCode::no, "the chart has mistakes, or the proof failed; nothing was written"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::questions, "open questions block; nothing was written"},
    {ExitCode::surroundings, "the chart cannot be read, or the output not be written"},
};

ExitCode run(Session& session) {
  Console& console = session.console();
  const Arguments& arguments = session.arguments();
  if (!arguments.has("--output")) {
    console.complain("`build` needs to know where to write", "`-o DIR` writes a folder, `-o -` writes to standard output");
    return ExitCode::usage;
  }
  const std::string_view layout = arguments.value("--layout").value_or("plain");
  if (layout != "plain" && arguments.has("--only")) {
    console.complain("`--only` is for the plain layout", "leave out `--layout`, or `--only`");
    return ExitCode::usage;
  }
  if (layout != "plain" && *arguments.value("--output") == "-") {
    console.complain("this layout is a folder and cannot be written to standard output", "name a folder: `-o DIR`");
    return ExitCode::usage;
  }
  if (session.format() == "json" && *arguments.value("--output") == "-") {
    console.complain("the objects and a summary in JSON cannot both go to standard output", "name a folder: `-o DIR`");
    return ExitCode::usage;
  }
  const auto file = chart_file(session);
  if (!file) return file.error();
  return layout == "plain" ? build_plain(session, *file) : build_layout(session, *file, layout);
}

}  // namespace

constinit const Command build_command = {
    .name = "build",
    .synopsis = "-o DIR|- [--layout LAYOUT] [--only SERVICE] [--format text|json]",
    .does = "compile the chart into Kubernetes objects",
    .about =
        "Writes everything Kubernetes needs to run the application, one file per service,\n"
        "the same bytes for the same chart, and only after the proof: what the objects\n"
        "allow equals the links that the chart declares. With mistakes or questions that\n"
        "block, nothing is written.\n"
        "\n"
        "A folder is complete or untouched. Files that an earlier `build` wrote and that\n"
        "are no longer needed are removed; files that it did not write, or that somebody\n"
        "changed since, are never touched.\n"
        "\n"
        "The layout says for whom: `plain` is a folder of objects for kubectl; `kustomize`\n"
        "a base with an overlay per environment of the chart; `helm` a chart whose values\n"
        "are what environments change. All of them render to the same objects.\n"
        "\n"
        "Passwords and keys are never in the output: objects refer to Secrets by name.\n"
        "\n"
        "--format json says on standard output what became of the files of the folder.",
    .reads_chart = true,
    .formats = formats,
    .options = options,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
