#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/first_chart.h"
#include "cli/session.h"
#include "cli/surroundings.h"
#include "language/forms.h"
#include "system/files.h"

namespace portolan::cli {

namespace {

constexpr Option options[] = {
    {"--output", 'o', "FILE|-", "the file to write instead of portolan.yaml, or - for\nstandard output", {}, Completes::file},
    {"--app", 0, "NAME", "name of the application; without it the name of this folder"},
    {"--example", 0, "", "a whole small application instead of questions"},
};

constexpr Example examples[] = {
    {"begin with the services that were handed over", "portolan init --app shop frontend cart checkout"},
    {"then read the questionnaire", "portolan check"},
    {"see most of the language in one file", "portolan init --example -o -"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "written"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::surroundings, "the file is there already, or cannot be written"},
};

std::string app_name(const Arguments& arguments) {
  if (const auto said = arguments.value("--app")) return std::string(*said);
  std::error_code error;
  return name_from(std::filesystem::current_path(error).filename().string());
}

ExitCode run(Session& session) {
  Console& console = session.console();
  const Arguments& arguments = session.arguments();
  const bool example = arguments.has("--example");
  if (example && (!arguments.operands.empty() || arguments.has("--app"))) {
    console.complain("`--example` is one certain application and takes no names", "leave out `--example`, or the names");
    return ExitCode::usage;
  }
  const std::string app = app_name(arguments);
  std::vector<std::string_view> services = arguments.operands;
  if (services.empty()) services = {"frontend", "backend"};
  if (!example) {
    std::vector<std::string_view> names = services;
    if (arguments.has("--app")) names.push_back(app);
    for (const std::string_view name : names)
      if (!language::matches(language::Form::name, name)) {
        const std::string better = name_from(name);
        console.complain(fmt::format("`{}` cannot be a name: names are lower-case letters, digits and `-`", name),
                         better.empty() ? std::string() : fmt::format("write `{}`", better));
        return ExitCode::usage;
      }
    for (auto service = services.begin(); service != services.end(); ++service)
      if (std::find(services.begin(), service, *service) != service) {
        console.complain(fmt::format("`{}` is named twice", *service), "name each service once");
        return ExitCode::usage;
      }
  }
  const std::string chart = example ? std::string(example_chart()) : questionnaire(app.empty() ? "app" : app, services);

  const std::string_view target = arguments.value("--output").value_or("portolan.yaml");
  if (target == "-") {
    console.out(chart);
    return ExitCode::done;
  }
  const std::filesystem::path path(target);
  std::error_code error;
  if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found) {
    console.complain(fmt::format("`{}` is there already and stays as it is", target), "`-o FILE` writes another one");
    return ExitCode::surroundings;
  }
  on_interrupt(OnInterrupt::finish_step);
  if (const auto written = system::write_file(path, chart); !written) return refused(console, written.error());
  console.err(example ? fmt::format("wrote {}; `portolan describe` says what it is\n", target)
                      : fmt::format("wrote {} with a question for every answer; `portolan check` lists them\n", target));
  return ExitCode::done;
}

}  // namespace

constinit const Command init_command = {
    .name = "init",
    .synopsis = "[SERVICE]… [--app NAME] [-o FILE|-] [--example]",
    .does = "begin a chart in which every answer is a question",
    .about =
        "Writes portolan.yaml for the named services, with what must be known of each as a\n"
        "question and an explanation beside it. `portolan check` then prints the questions\n"
        "as a list for the developers. A file that is there already is never overwritten.",
    .most = 1000,
    .operand = "SERVICE",
    .options = options,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
