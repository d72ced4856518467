#include "cli/fix_charts.h"

#include <set>

#include <fmt/core.h>

#include "cli/application.h"
#include "cli/surroundings.h"
#include "describe/words.h"
#include "diagnostics/apply_fixes.h"
#include "system/files.h"

namespace portolan::cli {

ExitCode fix_chart(Session& session, const std::filesystem::path& file) {
  if (file == "-") {
    session.console().complain("what comes from standard input cannot be corrected in its place", "name the file with `--file FILE`");
    return ExitCode::usage;
  }
  // A fix may uncover the next mistake; one that does not remove its own would go on for ever.
  constexpr int most_rounds = 20;
  on_interrupt(OnInterrupt::finish_step);
  std::size_t applied = 0;
  std::set<std::string> changed;
  for (int round = 0; round != most_rounds; ++round) {
    const auto application = read_application(session.arguments(), file);
    const diagnostics::Fixed fixed = diagnostics::apply_fixes(application->sink.all(), application->sources());
    if (fixed.applied == 0) break;
    for (const auto& [index, text] : fixed.texts) {
      if (interrupted() != 0) return ExitCode::interrupted;
      const std::string& name = application->sources().file(index).name();
      if (const auto written = system::write_file(name, text); !written) return refused(session.console(), written.error());
      changed.insert(name);
    }
    applied += fixed.applied;
  }
  if (applied != 0)
    session.console().err(
        fmt::format("{} in {}\n", describe::counted(applied, "correction"), describe::joined({changed.begin(), changed.end()})));
  return ExitCode::done;
}

}  // namespace portolan::cli
