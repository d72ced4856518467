#pragma once

#include <memory>
#include <string_view>

#include "cli/application.h"
#include "cli/build_output.h"
#include "cli/session.h"

namespace portolan::cli {

// One file per party, streamed: every group of objects is made once, proved, written and forgotten.
ExitCode build_plain(Session& session, const std::filesystem::path& file);
// A layout of other tools, with every environment of the chart in it: --layout kustomize or helm.
ExitCode build_layout(Session& session, const std::filesystem::path& file, std::string_view layout);

// Steps that both take.

// Says what keeps from building, and why nothing was written.
ExitCode ready_to_build(Console& console, const Application& application);
// What the chart declares and `build` cannot carry out: once, in one block.
void say_unhonoured(Console& console, const Application& application);
system::Result<std::unique_ptr<BuildOutput>> open_output(Session& session);
// Reports `sink` where it holds errors, and says why nothing was written.
ExitCode refused_where(Console& console, const Application& application, diagnostics::Sink& sink, std::string_view because);
inline constexpr std::string_view proof_failed = "what the objects allow is not what the chart declares; nothing was written";
// "84 objects in 13 files: 13 new in out"
void summarise(Session& session, std::size_t objects, std::size_t files, const system::Written& written);

}  // namespace portolan::cli
