#include <fmt/core.h>

#include "cli/application.h"
#include "cli/commands.h"
#include "cli/fix_charts.h"
#include "cli/proof_diagnostics.h"
#include "cli/prove.h"
#include "cli/report.h"
#include "describe/words.h"
#include "diagnostics/codes.h"
#include "diagnostics/render_json.h"
#include "diagnostics/render_sarif.h"
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
    if (row->page.empty())
      console.out(fmt::format("# {}: {}\n", row->code, row->title));
    else
      console.out(row->page);
    return ExitCode::done;
  }
  std::vector<std::string_view> codes;
  for (const diagnostics::CodeRow& row : diagnostics::all_codes()) codes.push_back(row.code);
  const auto meant = text::nearest(code, codes);
  console.complain(fmt::format("there is no code `{}`", code),
                   meant ? fmt::format("did you mean `{}`?", *meant) : std::string("a code stands at the end of every message: `[P0105]`"));
  return ExitCode::usage;
}

class Check {
 public:
  explicit Check(Session& session) : session_(session), console_(session.console()) {}

  ExitCode run(std::filesystem::path file) {
    if (session_.arguments().has("--fix"))
      if (const ExitCode code = fix_chart(session_, file); code != ExitCode::done) return code;
    application_ = read_application(session_.arguments(), std::move(file));
    ExitCode code = exit_code_of(application_->sink);
    // What is not answered yet cannot be proved.
    if (code == ExitCode::done) code = prove();
    print(code);
    return code;
  }

 private:
  ExitCode prove() {
    report_ = prover_of(application_->wiring).finish(application_->wiring);
    add_differences(*report_, application_->sink);
    if (session_.arguments().has("--verbose") || session_.format() != "text") add_residuals(*report_, application_->sink);
    application_->sink.sort_and_unify();
    return report_->holds() ? ExitCode::done : ExitCode::no;
  }

  void print(ExitCode code) {
    std::string out;
    if (session_.format() == "json") diagnostics::render_json(application_->sink.all(), application_->sources(), out);
    if (session_.format() == "sarif") diagnostics::render_sarif(application_->sink.all(), application_->sources(), PORTOLAN_VERSION, out);
    if (session_.format() != "text") {
      console_.out(out);
      return;
    }
    report(console_, application_->sources(), application_->sink, Shown::all);
    if (code == ExitCode::done) console_.err(proved());
  }

  // "portolan.yaml: no mistake; what the objects allow is exactly what is declared: 17 links"
  std::string proved() {
    const wiring::Wiring& wiring = application_->wiring;
    std::string line = fmt::format("{}: no mistake; the objects let through the {} declared and nothing else\n",
                                   application_->file.string(), counted(wiring.links.size(), "link"));
    if (!session_.arguments().has("--verbose")) {
      if (const std::size_t wide = report_->residuals.size(); wide != 0)
        line +=
            fmt::format("{} open wider than meant, for want of host names in network policies; `portolan check -v` lists {}\n",
                        wide == 1 ? std::string("1 connection is") : fmt::format("{} connections are", wide), wide == 1 ? "it" : "them");
      return line;
    }
    const proof::Counts& counts = report_->counts;
    line +=
        fmt::format("  proved: {} of {} connections are open ({} workloads, {} pairs of them), by {} rules of {} policies, for {} flows\n",
                    counts.allowed, counts.connections, counts.pods, counts.pairs, counts.rules, counts.policies, counts.flows);
    return line;
  }

  Session& session_;
  Console& console_;
  std::unique_ptr<Application> application_;
  std::optional<proof::Report> report_;
};

ExitCode run(Session& session) {
  const Arguments& arguments = session.arguments();
  if (const auto code = arguments.value("--explain")) return explain(session.console(), *code);
  if (!arguments.operands.empty() && arguments.has("--file")) {
    session.console().complain("`check` was given a file twice: as `--file` and as a word", "leave out `--file`");
    return ExitCode::usage;
  }
  auto file = arguments.operands.empty() ? chart_file(session) : std::filesystem::path(arguments.operands.front());
  if (!file) return file.error();
  return Check(session).run(std::move(*file));
}

}  // namespace

constinit const Command check_command = {
    .name = "check",
    .synopsis = "[FILE] [--fix] [--format text|json|sarif] [--explain CODE] [-v]",
    .does = "find every mistake and open question, and prove what is open",
    .about =
        "Says everything that is wrong with a chart in one run, each with its line and the\n"
        "next step, and lists the open questions by who can answer them. If nothing is\n"
        "wrong it makes the objects, reads them as Kubernetes would, and proves over all\n"
        "pairs of workloads and all ports that they let through what the chart declares\n"
        "and nothing else.",
    .most = 1,
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
