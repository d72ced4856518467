#include "cli/application.h"

#include <system_error>

#include "cli/report.h"
#include "system/heap.h"
#include "wiring/wire.h"

namespace portolan::cli {

namespace {

constexpr const char* chart_name = "portolan.yaml";

chart::LoadOptions load_options(const Arguments& arguments, const std::filesystem::path& file) {
  chart::LoadOptions options;
  options.file = file;
  options.environment = arguments.value("--environment").value_or("");
  for (const std::string_view profile : arguments.values("--profile")) options.profiles.emplace_back(profile);
  for (const std::string_view setting : arguments.values("--set")) {
    const std::size_t equals = setting.find('=');
    options.set[std::string(setting.substr(0, equals))] = setting.substr(equals + 1);
  }
  return options;
}

}  // namespace

tl::expected<std::filesystem::path, ExitCode> chart_file(Session& session) {
  if (const auto named = session.arguments().value("--file")) return std::filesystem::path(*named);
  std::error_code error;
  const std::filesystem::path here = std::filesystem::current_path(error);
  if (!error) {
    std::filesystem::path shown = chart_name;
    for (std::filesystem::path folder = here;; folder = folder.parent_path()) {
      // What cannot be looked at is not there; a folder of this name is somebody else's.
      if (std::filesystem::exists(folder / chart_name, error) && !std::filesystem::is_directory(folder / chart_name, error)) return shown;
      if (folder == folder.root_path()) break;
      shown = ".." / shown;
    }
  }
  session.console().complain("there is no `portolan.yaml` here or in any folder above",
                             "`portolan init` begins one; `--file FILE` names another");
  return tl::unexpected(ExitCode::surroundings);
}

void Application::forget_chart() {
  chart.reset();
  ground->catalogs.clear();
  ground->arena = yaml::Arena();
}

std::unique_ptr<Application> read_application(const Arguments& arguments, std::filesystem::path file, std::string_view environment,
                                              std::shared_ptr<chart::Ground> ground) {
  system::keep_freed_memory();
  auto application = std::make_unique<Application>();
  chart::LoadOptions options = load_options(arguments, file);
  if (!environment.empty()) options.environment = environment;
  application->ground = std::move(ground);
  application->chart = chart::load(options, *application->ground, application->sink);
  application->file = std::move(file);
  if (application->chart != nullptr) application->wiring = wiring::wire(*application->chart, *application->ground, application->sink);
  application->sink.sort_and_unify();
  return application;
}

tl::expected<std::unique_ptr<Application>, ExitCode> usable_application(Session& session) {
  auto file = chart_file(session);
  if (!file) return tl::unexpected(file.error());
  auto application = read_application(session.arguments(), std::move(*file));
  if (!application->sink.has_errors()) return application;
  report(session.console(), application->sources(), application->sink, Shown::errors);
  return tl::unexpected(exit_code_of(application->sink));
}

}  // namespace portolan::cli
