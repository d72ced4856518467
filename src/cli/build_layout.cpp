#include <algorithm>

#include <fmt/core.h>

#include "cli/build_steps.h"
#include "cli/proof_diagnostics.h"
#include "cli/prove.h"
#include "cli/report.h"
#include "cli/surroundings.h"
#include "kubernetes/layout.h"

namespace portolan::cli {

namespace {

class LayoutBuild {
 public:
  LayoutBuild(Session& session, const std::filesystem::path& file) : session_(session), console_(session.console()), file_(file) {}

  // The chart without an environment is the base, every environment a variant of it; --environment names the only one.
  ExitCode read() {
    if (session_.arguments().has("--environment")) return add(read_application(session_.arguments(), file_), {});
    auto base = read_application(session_.arguments(), file_);
    std::vector<std::string> names = base->chart == nullptr ? std::vector<std::string>() : base->chart->environments;
    // What only an environment answers cannot be asked of the base; the first environment takes its place.
    if (exit_code_of(base->sink) == ExitCode::questions && !names.empty())
      console_.err(fmt::format("without an environment questions are open; environment {} is the base\n", names.front()));
    else if (const ExitCode code = add(std::move(base), {}); code != ExitCode::done)
      return code;
    for (const std::string& name : names)
      if (const ExitCode code = add(read_application(session_.arguments(), file_, name), name); code != ExitCode::done) return code;
    return ExitCode::done;
  }

  ExitCode write(std::string_view layout) {
    say_unhonoured(console_, *applications_.front());
    std::vector<kubernetes::Variant> variants;
    for (const auto& application : applications_) variants.push_back({application->wiring.environment, &application->wiring});
    const auto files = layout == "helm" ? kubernetes::helm_layout(variants) : kubernetes::kustomize_layout(variants);
    auto output = open_output(session_);
    if (!output) return refused(console_, output.error());
    for (const kubernetes::OutputFile& file : files) {
      if (interrupted() != 0) return ExitCode::interrupted;
      if (const auto added = (*output)->add(file.path, file.content); !added) return refused(console_, added.error());
    }
    const auto written = (*output)->commit(system::Others::remove);
    if (!written) return refused(console_, written.error());
    summarise(session_, 0, files.size(), *written);
    return ExitCode::done;
  }

 private:
  ExitCode add(std::unique_ptr<Application> application, std::string_view environment) {
    const ExitCode code = prove(*application);
    if (code != ExitCode::done && !environment.empty()) console_.complain(fmt::format("this is in environment {}", environment));
    if (code == ExitCode::done) applications_.push_back(std::move(application));
    return code;
  }

  ExitCode prove(const Application& application) {
    // Warnings are the same in every environment and said once.
    if (applications_.empty() || exit_code_of(application.sink) != ExitCode::done)
      if (const ExitCode code = ready_to_build(console_, application); code != ExitCode::done) return code;
    diagnostics::Sink sink;
    proof::Prover prover = prover_of(application.wiring, &sink);
    add_differences(prover.finish(application.wiring), sink);
    return refused_where(console_, application, sink, proof_failed);
  }

  Session& session_;
  Console& console_;
  const std::filesystem::path& file_;
  std::vector<std::unique_ptr<Application>> applications_;
};

}  // namespace

ExitCode build_layout(Session& session, const std::filesystem::path& file, std::string_view layout) {
  LayoutBuild build(session, file);
  if (const ExitCode code = build.read(); code != ExitCode::done) return code;
  return build.write(layout);
}

}  // namespace portolan::cli
