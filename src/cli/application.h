#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "chart/load.h"
#include "cli/session.h"
#include "diagnostics/diagnostic.h"
#include "wiring/wiring.h"

namespace portolan::cli {

// The chart of one command line, read and wired, with everything that was found on the way.
struct Application {
  std::filesystem::path file;             // as said to people
  std::shared_ptr<chart::Ground> ground;  // applications that are looked at together share one
  diagnostics::Sink sink;                 // sorted
  std::unique_ptr<chart::Chart> chart;    // nullptr where nothing usable could be read
  wiring::Wiring wiring;                  // empty then

  [[nodiscard]] const text::Sources& sources() const { return ground->sources; }
  // The wiring stands on its own: what comes after it can have the memory of what came before. Not for a ground that is shared.
  void forget_chart();
};

// The file that --file names, else the nearest portolan.yaml here or above; complains where there is none.
tl::expected<std::filesystem::path, ExitCode> chart_file(Session& session);

// Reads and wires `file` with --environment (or the one given here), --profile and --set. Mistakes are in the sink; nothing is printed.
std::unique_ptr<Application> read_application(const Arguments& arguments, std::filesystem::path file, std::string_view environment = {},
                                              std::shared_ptr<chart::Ground> ground = std::make_shared<chart::Ground>());

// For commands that answer from the wiring: finds, reads, wires; prints mistakes and answers their exit code where there are any.
// Open questions do not keep such a command from answering.
tl::expected<std::unique_ptr<Application>, ExitCode> usable_application(Session& session);

}  // namespace portolan::cli
