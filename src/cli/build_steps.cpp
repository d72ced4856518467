#include "cli/build_steps.h"

#include <algorithm>

#include <fmt/core.h>

#include "cli/report.h"
#include "cli/surroundings.h"
#include "describe/words.h"
#include "value/value.h"

namespace portolan::cli {

using describe::counted;

namespace {

// One object for programs, on standard output.
void summary_for_programs(Session& session, std::string_view target, std::size_t objects, std::size_t files,
                          const system::Written& written) {
  value::Builder make;
  const auto number = [&make](std::size_t count) { return make.integer(static_cast<std::int64_t>(count)); };
  value::Value* summary = make.map({{"output", make.text(target)}});
  if (objects != 0) make.set(summary, "objects", number(objects));
  make.set(summary, "files", number(files));
  make.set(summary, "created", number(written.created));
  make.set(summary, "changed", number(written.changed));
  make.set(summary, "unchanged", number(written.unchanged));
  make.set(summary, "removed", number(written.removed));
  std::string out;
  value::emit_json(*summary, out);
  session.console().out(out);
}

}  // namespace

ExitCode ready_to_build(Console& console, const Application& application) {
  report(console, application.sources(), application.sink, Shown::for_build);
  const ExitCode code = exit_code_of(application.sink);
  if (code == ExitCode::no) console.complain("the chart has mistakes; nothing was written");
  if (code == ExitCode::questions)
    console.complain("questions are open that hold up the build; nothing was written",
                     "write the answers into the chart; `portolan check` lists every question");
  return code;
}

void say_unhonoured(Console& console, const Application& application) {
  const auto& all = application.wiring.unhonoured;
  if (all.empty()) return;
  std::string out = fmt::format("declared, but not carried out by `build`:\n");
  for (const wiring::Unhonoured& one : all) {
    out += fmt::format("  {}: {}", one.what, one.why);
    std::vector<std::string> lines;
    for (const wiring::Origin& place : one.places) {
      std::string line = application.sources().line_of(place.said);
      if (lines.empty() || lines.back() != line) lines.push_back(std::move(line));
    }
    constexpr std::size_t shown = 3;
    for (std::size_t index = 0; index != std::min(shown, lines.size()); ++index)
      out += fmt::format("{}{}", index == 0 ? " (" : ", ", lines[index]);
    if (lines.size() > shown) out += fmt::format(" and {} more", lines.size() - shown);
    out += lines.empty() ? "\n" : ")\n";
  }
  console.err(out);
}

system::Result<std::unique_ptr<BuildOutput>> open_output(Session& session) {
  const std::string_view target = *session.arguments().value("--output");
  if (target == "-") return standard_output_of(session.console());
  on_interrupt(OnInterrupt::finish_step);
  return open_folder(target);
}

ExitCode refused_where(Console& console, const Application& application, diagnostics::Sink& sink, std::string_view because) {
  if (!sink.has_errors()) return ExitCode::done;
  sink.sort_and_unify();
  report(console, application.sources(), sink, Shown::all);
  console.complain(because);
  return ExitCode::no;
}

void summarise(Session& session, std::size_t objects, std::size_t files, const system::Written& written) {
  const std::string_view target = *session.arguments().value("--output");
  if (target == "-") return;
  if (session.format() == "json") return summary_for_programs(session, target, objects, files, written);
  std::vector<std::string> said;
  if (written.created != 0) said.push_back(fmt::format("{} new", written.created));
  if (written.changed != 0) said.push_back(fmt::format("{} changed", written.changed));
  if (written.unchanged != 0) said.push_back(fmt::format("{} unchanged", written.unchanged));
  if (written.removed != 0) said.push_back(fmt::format("{} removed", written.removed));
  const std::string what =
      objects == 0 ? counted(files, "file") : fmt::format("{} in {}", counted(objects, "object"), counted(files, "file"));
  session.console().err(fmt::format("{}: {} in {}\n", what, describe::listed(said), target));
}

}  // namespace portolan::cli
