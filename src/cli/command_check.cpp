#include <algorithm>

#include <fmt/core.h>

#include "cli/application.h"
#include "cli/code_page.h"
#include "cli/commands.h"
#include "cli/fix_charts.h"
#include "cli/proof_diagnostics.h"
#include "cli/prove.h"
#include "cli/report.h"
#include "describe/words.h"
#include "diagnostics/codes.h"
#include "diagnostics/render_json.h"
#include "diagnostics/render_sarif.h"
#include "proof/neighbours.h"
#include "text/edit_distance.h"

namespace portolan::cli {

namespace {

using describe::counted;

constexpr std::string_view formats[] = {"text", "json", "sarif"};

constexpr Option options[] = {
    {"--fix", 0, "", "edit the chart where a mistake has one certain correction;\ncomments and layout stay as they are"},
    {"--explain", 0, "CODE", "print the page of a code, such as P0105, and stop"},
    {"--verbose", 'v', "", "also say what was proved, and where more is open than meant"},
};

constexpr Example examples[] = {
    {"everything that is wrong, everything that is not answered yet", "portolan check"},
    {"correct what can be corrected", "portolan check --fix"},
    {"two applications that call one another", "portolan check shop/portolan.yaml payments/portolan.yaml"},
    {"what a code means", "portolan check --explain P0105"},
    {"annotations for a code review", "portolan check --format sarif > portolan.sarif"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "no mistake, and no question that blocks"},
    {ExitCode::no, "the chart has mistakes, or the proof failed"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::questions, "open questions block `build`"},
    {ExitCode::surroundings, "a file cannot be read, or a correction not be written"},
};

ExitCode explain(Console& console, std::string_view code) {
  if (const diagnostics::CodeRow* row = diagnostics::find_code(code)) {
    const system::Terminal terminal = console.output_terminal();
    console.out(to_text(row->page, {.color = terminal.color, .width = terminal.width}));
    return ExitCode::done;
  }
  std::vector<std::string_view> codes, slugs;
  for (const diagnostics::CodeRow& row : diagnostics::all_codes()) {
    codes.push_back(row.code);
    slugs.push_back(row.slug);
  }
  std::string hint = "a code stands at the end of every message: `[P0105]`";
  if (const auto meant = text::nearest(code, codes))
    hint = fmt::format("did you mean `{}`?", *meant);
  else if (const auto slug = text::nearest(code, slugs))
    hint = fmt::format("did you mean `{}`, which SARIF calls {}?",
                       codes[static_cast<std::size_t>(std::ranges::find(slugs, *slug) - slugs.begin())], *slug);
  console.complain(fmt::format("there is no code `{}`", code), hint);
  return ExitCode::usage;
}

class Check {
 public:
  explicit Check(Session& session) : session_(session), console_(session.console()) {}

  ExitCode run(const std::vector<std::filesystem::path>& files) {
    for (const std::filesystem::path& file : files) {
      if (session_.arguments().has("--fix"))
        if (const ExitCode code = fix_chart(session_, file); code != ExitCode::done) return code;
      applications_.push_back(read_application(session_.arguments(), file, {}, ground_));
      for (const diagnostics::Diagnostic& diagnostic : applications_.back()->sink.all()) sink_.add(diagnostic);
    }
    ExitCode code = exit_code_of(sink_);
    // What is not answered yet cannot be proved.
    if (code == ExitCode::done) code = prove();
    sink_.sort_and_unify();
    print(code);
    return code;
  }

 private:
  ExitCode prove() {
    bool holds = true;
    for (const auto& application : applications_) {
      reports_.push_back(prover_of(application->wiring, &sink_).finish(application->wiring));
      add_differences(reports_.back(), sink_);
      if (session_.arguments().has("--verbose") || session_.format() != "text") add_residuals(reports_.back(), sink_);
      holds = holds && reports_.back().holds();
    }
    if (applications_.size() > 1) {
      agreement_ = prove_neighbours();
      add_disagreements(agreement_, sink_);
      holds = holds && agreement_.holds();
    }
    return holds && !sink_.has_errors() ? ExitCode::done : ExitCode::no;
  }

  proof::Agreement prove_neighbours() const {
    proof::Prover together;
    std::vector<proof::Neighbour> neighbours;
    for (const auto& application : applications_) {
      add_objects(application->wiring, together);
      neighbours.push_back({application->file.string(), &application->wiring});
    }
    return proof::compare_neighbours(neighbours, together.model());
  }

  void print(ExitCode code) {
    std::string out;
    if (session_.format() == "json") diagnostics::render_json(sink_.all(), ground_->sources, out);
    if (session_.format() == "sarif") diagnostics::render_sarif(sink_.all(), ground_->sources, PORTOLAN_VERSION, out);
    if (session_.format() != "text") {
      console_.out(out);
      return;
    }
    report(console_, ground_->sources, sink_, Shown::all);
    if (code != ExitCode::done) return;
    for (std::size_t i = 0; i < applications_.size(); ++i) console_.err(proved(*applications_[i], reports_[i]));
    if (applications_.size() > 1)
      console_.err(fmt::format("together: {} between these applications, declared by both ends; nothing else passes from one to another\n",
                               counted(agreement_.agreed, "connection")));
  }

  // "portolan.yaml: no mistake; the objects let through the 17 links declared and nothing else"
  std::string proved(const Application& application, const proof::Report& report) const {
    const std::size_t links = application.wiring.links.size();
    std::string line = fmt::format("{}: no mistake; ", application.file.string());
    line += links == 0 ? std::string("no link is declared, and the objects let nothing through\n")
                       : fmt::format("the objects let through the {} declared and nothing else\n", counted(links, "link"));
    if (!session_.arguments().has("--verbose")) {
      if (const std::size_t wide = report.residuals.size(); wide != 0)
        line +=
            fmt::format("{} open wider than meant, for want of host names in network policies; `portolan check -v` lists {}\n",
                        wide == 1 ? std::string("1 connection is") : fmt::format("{} connections are", wide), wide == 1 ? "it" : "them");
      return line;
    }
    const proof::Counts& counts = report.counts;
    line +=
        fmt::format("  proved: {} of {} connections are open ({} workloads, {} pairs of them), by {} rules of {} policies, for {} flows\n",
                    counts.allowed, counts.connections, counts.pods, counts.pairs, counts.rules, counts.policies, counts.flows);
    return line;
  }

  Session& session_;
  Console& console_;
  std::shared_ptr<chart::Ground> ground_ = std::make_shared<chart::Ground>();
  std::vector<std::unique_ptr<Application>> applications_;
  std::vector<proof::Report> reports_;  // of each application
  proof::Agreement agreement_;          // of several
  diagnostics::Sink sink_;
};

ExitCode run(Session& session) {
  const Arguments& arguments = session.arguments();
  if (const auto code = arguments.value("--explain")) return explain(session.console(), *code);
  if (!arguments.operands.empty() && arguments.has("--file")) {
    session.console().complain("`check` was given a file twice: as `--file` and as a word", "leave out `--file`");
    return ExitCode::usage;
  }
  std::vector<std::filesystem::path> files(arguments.operands.begin(), arguments.operands.end());
  if (files.empty()) {
    auto file = chart_file(session);
    if (!file) return file.error();
    files.push_back(std::move(*file));
  }
  return Check(session).run(files);
}

}  // namespace

constinit const Command check_command = {
    .name = "check",
    .synopsis = "[FILE]... [--fix] [--format text|json|sarif] [--explain CODE] [-v]",
    .does = "find every mistake and open question, and prove what is open",
    .about =
        "Says everything that is wrong with a chart in one run, each with its line and the\n"
        "next step, and lists the open questions by who can answer them. If nothing is\n"
        "wrong it makes the objects, reads them as Kubernetes would, and proves over all\n"
        "pairs of workloads and all ports that they let through what the chart declares\n"
        "and nothing else. Of several applications of one cluster it also proves that what\n"
        "one calls of another, the other exposes to it, and that nothing else passes.",
    .most = 32,
    .operand = "FILE",
    .operand_completes = Completes::file,
    .reads_chart = true,
    .formats = formats,
    .options = options,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
