#include "access/access.h"
#include "cli/application.h"
#include "cli/commands.h"
#include "cli/explanation_text.h"
#include "cli/prove.h"
#include "proof/explain.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/core.h>

namespace portolan::cli {

namespace {

constexpr std::string_view formats[] = {"text", "json"};

constexpr Example examples[] = {
    {"may the frontend call the cart, and why", "portolan explain frontend cart"},
    {"on this port", "portolan explain frontend cart:7070"},
    {"what it may do on the store", "portolan explain cart cart-store"},
    {"what reaches it from outside", "portolan explain '(gateway)' frontend"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "yes"},
    {ExitCode::no, "no, or the chart has mistakes"},
    {ExitCode::usage, "the command line is wrong, or a name means nothing in this chart"},
    {ExitCode::surroundings, "the chart cannot be read"},
};

// Of a name that is declared for profiles of which none is on: what would make it exist. Empty for every other name.
std::string profiles_of(const chart::Chart& chart, std::string_view operand) {
  const std::string_view name = operand.substr(0, operand.find(':'));
  std::string advice;
  const auto look = [&](const chart::Runtime& one) {
    if (one.active || !advice.empty() || (one.name != name && fmt::format("{}.{}", one.name, one.name_space) != name)) return;
    for (const std::string& profile : one.profiles) advice += fmt::format("{}`--profile {}`", advice.empty() ? "" : " or ", profile);
    advice = fmt::format("; with {} there is", advice);
  };
  std::ranges::for_each(chart.services, look);
  std::ranges::for_each(chart.servers, look);
  return advice;
}

// What the accounts of the links may do on the server, beyond connecting to it.
std::vector<proof::Explanation::Right> rights_of(const wiring::Wiring& wiring, const proof::Explanation& explanation) {
  std::set<std::uint32_t> accounts;
  for (const auto& grant : explanation.grants)
    if (grant.link && wiring.links[*grant.link].account) accounts.insert(*wiring.links[*grant.link].account);
  std::vector<proof::Explanation::Right> result;
  for (const std::uint32_t account : accounts)
    for (const access::Right& right : access::rights_of(wiring, account)) {
      std::vector<text::Span> places;
      for (const std::uint32_t link : right.links) places.push_back(wiring.links[link].at.said);
      result.push_back({wiring.accounts[account].user, right.words, std::move(places)});
    }
  return result;
}

ExitCode run(Session& session) {
  const auto application = usable_application(session);
  if (!application) return application.error();
  Console& console = session.console();
  const Application& read = **application;
  const proof::Prover prover = prover_of(read.wiring);
  proof::Explanation explanation =
      proof::explain(read.wiring, prover.model(), session.arguments().operands[0], session.arguments().operands[1]);
  explanation.rights = rights_of(read.wiring, explanation);
  if (session.format() == "json") console.out(proof::to_json(explanation, read.sources()));
  if (explanation.answer == proof::Explanation::Answer::unknown) {
    std::string advice;
    for (const std::string_view operand : session.arguments().operands) {
      if (advice.empty() && explanation.problem.find(fmt::format("`{}`", operand.substr(0, operand.find(':')))) != std::string::npos)
        advice = profiles_of(*read.chart, operand);
    }
    console.complain(explanation.problem + advice);
    return ExitCode::usage;
  }
  if (session.format() != "json") console.out(to_text(explanation, read.sources(), console.output_terminal().color));
  return explanation.answer == proof::Explanation::Answer::yes ? ExitCode::done : ExitCode::no;
}

}  // namespace

constinit const Command explain_command = {
    .name = "explain",
    .synopsis = "FROM TO[:PORT] [--format text|json]",
    .does = "say whether one may connect to the other, and which line says so",
    .about =
        "Answers from the objects that `build` makes, as Kubernetes reads them: yes with\n"
        "every rule that lets the connection through and the line of the chart it comes\n"
        "from; no with who refuses it, and what to write to allow it. Of a store or\n"
        "broker it also says what the account may do there, in the server's words.\n"
        "\n"
        "Names are those of the chart: NAME or NAME.NAMESPACE, a version as NAME-VERSION,\n"
        "and for what the chart does not declare `(gateway)`, `(internet)`, `(kubernetes)`.\n"
        "PORT is a number or the name of a port.",
    .least = 2,
    .most = 2,
    .operand = "two names",
    .reads_chart = true,
    .formats = formats,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
