#include <algorithm>

#include <fmt/core.h>

#include "cli/application.h"
#include "cli/build_output.h"
#include "cli/commands.h"
#include "cli/proof_diagnostics.h"
#include "cli/report.h"
#include "cli/surroundings.h"
#include "describe/words.h"
#include "kubernetes/objects.h"
#include "proof/prover.h"
#include "text/edit_distance.h"

namespace portolan::cli {

namespace {

using describe::counted;

constexpr std::string_view layouts[] = {"plain"};

constexpr Option options[] = {
    {"--output", 'o', "DIR|-", "the folder to write, or - for standard output", {}, Completes::folder},
    {"--layout", 0, "LAYOUT", "how the files are arranged", layouts, Completes::choice},
    {"--only", 0, "SERVICE", "the objects of this service, store or broker alone"},
};

constexpr Example examples[] = {
    {"write the objects into a folder", "portolan build -o out"},
    {"look at one service in production", "portolan build -e prod -o - --only frontend"},
    {"try it on a cluster without changing anything", "portolan build -o - | kubectl apply --dry-run=server -f -"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "written"},
    {ExitCode::no, "the chart has mistakes, or the proof failed; nothing was written"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::questions, "open questions block; nothing was written"},
    {ExitCode::surroundings, "the chart cannot be read, or the output not be written"},
};

struct Counts {
  std::size_t objects = 0, files = 0;
};

// The party that --only names; nullopt and a complaint where there is none, or where it has no objects.
std::optional<std::uint32_t> party_of(Console& console, const wiring::Wiring& wiring, const kubernetes::Emitter& emitter, std::string_view name) {
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

void say_unhonoured(Console& console, const Application& application) {
  const auto& all = application.wiring.unhonoured;
  if (all.empty()) return;
  std::string out = fmt::format("declared, but not carried out by `build`:\n");
  for (const wiring::Unhonoured& one : all) {
    out += fmt::format("  {}: {}", one.what, one.why);
    constexpr std::size_t shown = 3;
    for (std::size_t index = 0; index != std::min(shown, one.places.size()); ++index)
      out += fmt::format("{}{}", index == 0 ? " (" : ", ", application.sources().line_of(one.places[index].said));
    if (one.places.size() > shown) out += fmt::format(" and {} more", one.places.size() - shown);
    out += one.places.empty() ? "\n" : ")\n";
  }
  console.err(out);
}

class Build {
 public:
  Build(Session& session, const Application& application) : session_(session), console_(session.console()), application_(application), emitter_(application.wiring) {}

  ExitCode run() {
    if (const auto name = session_.arguments().value("--only")) {
      only_ = party_of(console_, application_.wiring, emitter_, *name);
      if (!only_) return ExitCode::usage;
    }
    const std::string_view target = *session_.arguments().value("--output");
    if (target == "-") {
      output_ = standard_output_of(console_);
    } else {
      on_interrupt(OnInterrupt::finish_step);
      auto folder = open_folder(target);
      if (!folder) return refused(folder.error());
      output_ = std::move(*folder);
    }
    if (const ExitCode code = emit(); code != ExitCode::done) return code;
    if (const ExitCode code = prove(); code != ExitCode::done) return code;
    if (interrupted() != 0) return ExitCode::interrupted;
    const auto written = output_->commit(only_ ? system::Others::keep : system::Others::remove);
    if (!written) return refused(written.error());
    if (target != "-") summarise(target, *written);
    return ExitCode::done;
  }

 private:
  ExitCode refused(const system::Failure& failure) {
    console_.complain(failure.message);
    return ExitCode::surroundings;
  }

  // One pass: the same trees are given to the proof and written, and then forgotten.
  ExitCode emit() {
    value::Builder builder;
    std::vector<kubernetes::Object> objects;
    std::vector<value::Value*> roots;
    std::string text;
    for (const kubernetes::Group& group : emitter_.groups()) {
      if (interrupted() != 0) return ExitCode::interrupted;
      builder.reset();
      objects.clear();
      roots.clear();
      emitter_.emit(group, builder, objects);
      for (const kubernetes::Object& object : objects) roots.push_back(object.root);
      prover_.add_group(std::span<value::Value* const>(roots));
      if (only_ && (group.kind != kubernetes::Group::Kind::party || group.party != *only_)) continue;
      text = kubernetes::file_header;
      kubernetes::write_documents(objects, text);
      counts_.objects += objects.size();
      ++counts_.files;
      if (const auto added = output_->add(group.file, text); !added) return refused(added.error());
    }
    return patches();
  }

  ExitCode patches() {
    diagnostics::Sink sink;
    for (const auto& trouble : emitter_.patch_troubles()) {
      diagnostics::Diagnostic diagnostic;
      diagnostic.code = "P0501";
      diagnostic.span = application_.wiring.patches[trouble.patch].at.said;
      diagnostic.message = fmt::format("this patch {}", trouble.message);
      sink.add(std::move(diagnostic));
    }
    return refuse(sink, "not every patch could be applied; nothing was written");
  }

  ExitCode prove() {
    diagnostics::Sink sink;
    add_differences(prover_.finish(application_.wiring), sink);
    return refuse(sink, "what the objects allow is not what the chart declares; nothing was written");
  }

  ExitCode refuse(diagnostics::Sink& sink, std::string_view because) {
    if (!sink.has_errors()) return ExitCode::done;
    sink.sort_and_unify();
    report(console_, application_.sources(), sink, Shown::all);
    console_.complain(because);
    return ExitCode::no;
  }

  void summarise(std::string_view target, const system::Written& written) {
    std::vector<std::string> said;
    if (written.created != 0) said.push_back(fmt::format("{} new", written.created));
    if (written.changed != 0) said.push_back(fmt::format("{} changed", written.changed));
    if (written.unchanged != 0) said.push_back(fmt::format("{} unchanged", written.unchanged));
    if (written.removed != 0) said.push_back(fmt::format("{} removed", written.removed));
    console_.err(fmt::format("{} in {}: {} in {}\n", counted(counts_.objects, "object"), counted(counts_.files, "file"), describe::listed(said), target));
  }

  Session& session_;
  Console& console_;
  const Application& application_;
  kubernetes::Emitter emitter_;
  proof::Prover prover_;
  std::unique_ptr<BuildOutput> output_;
  std::optional<std::uint32_t> only_;
  Counts counts_;
};

ExitCode run(Session& session) {
  Console& console = session.console();
  if (!session.arguments().has("--output")) {
    console.complain("`build` needs to know where to write", "`-o DIR` writes a folder, `-o -` writes to standard output");
    return ExitCode::usage;
  }
  auto file = chart_file(session);
  if (!file) return file.error();
  const auto application = read_application(session.arguments(), std::move(*file));
  report(console, application->sources(), application->sink, Shown::for_build);
  if (const ExitCode code = exit_code_of(application->sink); code != ExitCode::done) {
    if (code == ExitCode::no) console.complain("the chart has mistakes; nothing was written");
    if (code == ExitCode::questions) console.complain("questions are open that hold up the build; nothing was written", "write the answers into the chart; `portolan check` lists every question");
    return code;
  }
  say_unhonoured(console, *application);
  return Build(session, *application).run();
}

}  // namespace

constinit const Command build_command = {
    .name = "build",
    .synopsis = "-o DIR|- [--layout LAYOUT] [--only SERVICE]",
    .does = "compile the chart into Kubernetes objects",
    .about = "Writes everything Kubernetes needs to run the application, one file per service,\n"
             "the same bytes for the same chart, and only after the proof: what the objects\n"
             "allow equals the links that the chart declares. With mistakes or questions that\n"
             "block, nothing is written.\n"
             "\n"
             "A folder is complete or untouched. Files that an earlier `build` wrote and that\n"
             "are no longer needed are removed; files that it did not write, or that somebody\n"
             "changed since, are never touched.\n"
             "\n"
             "Passwords and keys are never in the output: objects refer to Secrets by name.",
    .reads_chart = true,
    .options = options,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
