#include <fmt/core.h>

#include "cli/build_steps.h"
#include "cli/left_to_system.h"
#include "cli/proof_diagnostics.h"
#include "cli/prove.h"
#include "cli/surroundings.h"
#include "cli/text_stage.h"
#include "kubernetes/objects.h"
#include "proof/prover.h"
#include "text/edit_distance.h"

namespace portolan::cli {

namespace {

// The party that --only names; nullopt and a complaint where there is none, or where it has no objects.
std::optional<std::uint32_t> party_of(Console& console, const wiring::Wiring& wiring, const kubernetes::Emitter& emitter,
                                      std::string_view name) {
  std::vector<std::string_view> names;
  for (std::uint32_t index = 0; index != wiring.parties.size(); ++index) {
    const wiring::Party& party = wiring.parties[index];
    if (emitter.group_of(index) == nullptr) continue;
    if (party.display == name || fmt::format("{}.{}", party.name, party.name_space) == name) return index;
    names.push_back(party.display);
  }
  const auto meant = text::nearest(name, names);
  console.complain(fmt::format("there is no service, store or broker `{}` to build", name),
                   meant ? fmt::format("did you mean `{}`?", *meant) : std::string("`portolan describe` lists them"));
  return std::nullopt;
}

class Build {
 public:
  Build(Session& session, const Application& application)
      : session_(session), console_(session.console()), application_(application), emitter_(application.wiring) {}

  ExitCode run() {
    if (const auto name = session_.arguments().value("--only")) {
      only_ = party_of(console_, application_.wiring, emitter_, *name);
      if (!only_) return ExitCode::usage;
    }
    auto output = open_output(session_);
    if (!output) return refused(console_, output.error());
    output_ = std::move(*output);
    TextStage text(*output_, emitter_.groups().size());
    if (const ExitCode code = emit(text); code != ExitCode::done) return code;
    if (const ExitCode code = prove(); code != ExitCode::done) return code;
    if (const auto added = text.finish(); !added) return refused(console_, added.error());
    if (interrupted() != 0) return ExitCode::interrupted;
    const auto written = output_->commit(only_ ? system::Others::keep : system::Others::remove);
    if (!written) return refused(console_, written.error());
    summarise(session_, objects_, files_, *written);
    return ExitCode::done;
  }

  // Clears away what was not committed.
  void close() { output_.reset(); }

 private:
  // One pass: the same trees are given to the proof and written, and then forgotten.
  ExitCode emit(TextStage& text) {
    std::vector<value::Value*> roots;
    for (const kubernetes::Group& group : emitter_.groups()) {
      if (interrupted() != 0) return ExitCode::interrupted;
      Batch& batch = text.batch();
      const std::size_t first = batch.objects.size();
      emitter_.emit(group, batch.builder, batch.objects);
      const std::size_t end = batch.objects.size();
      roots.clear();
      for (std::size_t index = first; index != end; ++index) roots.push_back(batch.objects[index].root);
      prover_.add_group(std::span<value::Value* const>(roots));
      if (!only_ || (group.kind == kubernetes::Group::Kind::party && group.party == *only_)) {
        batch.files.push_back({group.file, first, end});
        objects_ += end - first;
        ++files_;
      }
      if (!text.group_done()) return refused(console_, text.finish().error());
    }
    return patches();
  }

  ExitCode patches() {
    diagnostics::Sink sink;
    add_patch_troubles(emitter_, application_.wiring, sink);
    return refused_where(console_, application_, sink, "not every patch could be applied; nothing was written");
  }

  ExitCode prove() {
    diagnostics::Sink sink;
    add_differences(prover_.finish(application_.wiring), sink);
    return refused_where(console_, application_, sink, proof_failed);
  }

  Session& session_;
  Console& console_;
  const Application& application_;
  kubernetes::Emitter emitter_;
  proof::Prover prover_;
  std::unique_ptr<BuildOutput> output_;
  std::optional<std::uint32_t> only_;
  std::size_t objects_ = 0, files_ = 0;
};

}  // namespace

ExitCode build_plain(Session& session, const std::filesystem::path& file) {
  Application& application = left_to_system(read_application(session.arguments(), file));
  if (const ExitCode code = ready_to_build(session.console(), application); code != ExitCode::done) return code;
  say_unhonoured(session.console(), application);
  application.forget_chart();
  Build& build = left_to_system(std::make_unique<Build>(session, application));
  const ExitCode code = build.run();
  build.close();
  return code;
}

}  // namespace portolan::cli
