#include <algorithm>

#include <fmt/core.h>

#include "cli/application.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/secrets_report.h"
#include "cli/surroundings.h"
#include "secrets/complete.h"
#include "secrets/manifests.h"
#include "system/files.h"
#include "system/private_memory.h"
#include "system/secret_file.h"
#include "system/variable.h"
#include "text/edit_distance.h"

namespace portolan::cli {

namespace {

constexpr std::string_view formats[] = {"text", "json"};

constexpr Option options[] = {
    {"--output",
     'o',
     "FILE|-",
     "complete this file, which only its owner may read, or write all\nmanifests to standard output, for `kubectl apply -f -`",
     {},
     Completes::file},
    {"--known",
     0,
     "FILE|-",
     "what the cluster has, from `kubectl get secrets -A -o yaml`; values\nin it are kept, and those that others put there can be used",
     {},
     Completes::file},
    {"--rotate",
     0,
     "NAME",
     "make this one anew: a secret of the chart, or a Secret such as\ncart-to-cart-store",
     {},
     Completes::nothing,
     true},
    {"--prune", 0, "", "forget Secrets that the application does not use any more"},
};

constexpr Example examples[] = {
    {"make what is missing, keep what is there", "portolan secrets -e prod -o secrets.prod.yaml && kubectl apply -f secrets.prod.yaml"},
    {"without a file: the cluster keeps the values",
     "kubectl get secrets -A -o yaml | portolan secrets -e prod --known - -o - | kubectl apply -f -"},
    {"a new password for one account", "portolan secrets -e prod -o secrets.prod.yaml --rotate cart-to-cart-store"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "every value is there"},
    {ExitCode::no, "the chart has mistakes, or a value cannot be had"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::questions, "it is open where a secret comes from"},
    {ExitCode::surroundings, "a file cannot be read, is not ours or not private, or cannot be written"},
};

class ThisProcess : public secrets::Outside {
 public:
  [[nodiscard]] std::optional<std::string> variable(const std::string& name) const override { return system::variable(name); }
  [[nodiscard]] system::Result<std::string> file(const std::string& path) const override { return system::read_file(path, limit); }

 private:
  static constexpr std::size_t limit = 1u << 20;  // what a Secret may hold
};

// A secret that nobody said the source of cannot be made; other questions do not matter here.
ExitCode unanswered_sources(Console& console, Application& application) {
  diagnostics::Sink questions;
  for (const diagnostics::Diagnostic& one : application.sink.all())
    if (one.severity == diagnostics::Severity::question && one.blocking && one.about.starts_with("secrets.")) questions.add(one);
  if (questions.all().empty()) return ExitCode::done;
  report(console, application.sources(), questions, Shown::all);
  return ExitCode::questions;
}

class Secrets {
 public:
  Secrets(Session& session, Application& application)
      : session_(session),
        console_(session.console()),
        application_(application),
        owner_{application.wiring.app, application.wiring.environment} {}

  ExitCode run() {
    const auto output = session_.arguments().value("--output");
    to_file_ = output && *output != "-";
    if (!output) {
      console_.complain("it is not said where to: secrets are written to a file, or to standard output",
                        "add `-o secrets.yaml`, or `-o - | kubectl apply -f -`");
      return ExitCode::usage;
    }
    if (!to_file_ && console_.output_terminal().is_terminal) {
      console_.complain("these are secrets, and standard output is a terminal",
                        "pipe them into `kubectl apply -f -`, or name a file with -o");
      return ExitCode::usage;
    }
    if (!to_file_ && session_.format() == "json") {
      console_.complain("manifests and the report of --format json cannot both go to standard output", "name a file with -o");
      return ExitCode::usage;
    }
    if (const ExitCode code = read_known(*output); code != ExitCode::done) return code;
    const ThisProcess outside;
    secrets::Wish wish{.rotate = {}, .prune = session_.arguments().has("--prune")};
    for (const std::string_view name : session_.arguments().values("--rotate")) wish.rotate.emplace_back(name);
    diagnostics::Sink sink;
    const secrets::Completed completed = secrets::complete(application_.wiring, std::move(known_), outside, wish, sink);
    for (const std::string& name : completed.unknown) refuse_name(name, completed.rotatable);
    sink.sort_and_unify();
    report(console_, application_.sources(), sink, Shown::all);
    if (!completed.unknown.empty()) return ExitCode::usage;
    if (sink.has_errors()) return ExitCode::no;
    return write(*output, completed);
  }

 private:
  ExitCode read_known(std::string_view output) {
    const auto known = session_.arguments().value("--known");
    if (known == "-" && session_.arguments().value("--file") == "-") {
      console_.complain("the chart and --known cannot both be standard input", "give one of them as a file");
      return ExitCode::usage;
    }
    if (to_file_) {
      auto content = system::read_secret_file(std::filesystem::path(output));
      if (content) {
        if (const ExitCode code = take(*content, output, true); code != ExitCode::done) return code;
      } else if (content.error().trouble != system::Trouble::not_found) {
        console_.complain(content.error().message, content.error().trouble == system::Trouble::denied
                                                       ? fmt::format("`chmod 600 {}`, if nobody else was meant to read it", output)
                                                       : std::string());
        return ExitCode::surroundings;
      }
    }
    if (!known) return ExitCode::done;
    auto content = *known == "-" ? system::read_descriptor(0, "standard input") : system::read_file(std::filesystem::path(*known));
    if (!content) return refused(console_, content.error());
    return take(*content, *known == "-" ? "standard input" : *known, false);
  }

  ExitCode take(std::string& content, std::string_view name, bool ours) {
    auto read = secrets::read_manifests(content, name, owner_, ours);
    system::clear(content);
    if (!read) {
      console_.complain(read.error().message, read.error().hint);
      return ExitCode::surroundings;
    }
    if (ours) {
      known_ = std::move(*read);
      return ExitCode::done;
    }
    // The file comes first; of the cluster only what the application names.
    for (const wiring::Secret& secret : application_.wiring.secrets) {
      const secrets::ObjectName object{secret.name_space, secret.name};
      const auto there = read->objects().find(object);
      if (there == read->objects().end()) continue;
      for (const auto& [key, value] : there->second)
        if (known_.find(object, key) == nullptr) known_.put(object, key, value);
    }
    return ExitCode::done;
  }

  void refuse_name(const std::string& name, const std::vector<std::string>& possible) {
    std::vector<std::string_view> names(possible.begin(), possible.end());
    std::string hint = "a secret of the chart from `env`, `file` or `generate`, or the Secret of an account";
    if (const auto meant = text::nearest(name, names)) hint = fmt::format("did you mean `{}`?", *meant);
    console_.complain(fmt::format("there is no secret `{}` to make anew", name), hint);
  }

  ExitCode write(std::string_view output, const secrets::Completed& completed) {
    std::string manifests = secrets::write_manifests(completed.values, owner_);
    if (!to_file_) {
      console_.out(manifests);
      system::clear(manifests);
      console_.err(summary(completed.became));
      return ExitCode::done;
    }
    on_interrupt(OnInterrupt::finish_step);
    const auto written = system::write_file(std::filesystem::path(output), manifests, 0600);
    system::clear(manifests);
    if (!written) return refused(console_, written.error());
    if (session_.format() == "json")
      console_.out(secrets_json(completed.became, output));
    else
      console_.out(secrets_text(completed.became, output));
    return ExitCode::done;
  }

  Session& session_;
  Console& console_;
  Application& application_;
  secrets::Owner owner_;
  secrets::Values known_;
  bool to_file_ = false;
};

ExitCode run(Session& session) {
  system::keep_memory_private();
  const auto application = usable_application(session);
  if (!application) return application.error();
  if (const ExitCode code = unanswered_sources(session.console(), **application); code != ExitCode::done) return code;
  return Secrets(session, **application).run();
}

}  // namespace

constinit const Command secrets_command = {
    .name = "secrets",
    .synopsis = "-o FILE|- [--known FILE|-] [--rotate NAME]... [--prune]",
    .does = "make the secrets that are missing, and what depends on them, as Secret manifests",
    .about =
        "Passwords of accounts and everything under `secrets` with `generate` is made\n"
        "once; `env` and `file` are taken from here; what exists is kept. What stores and\n"
        "brokers read about their accounts (users, hashes, rights) is rendered from the\n"
        "links, anew each time. Nothing else of Portolan ever sees a value.\n"
        "\n"
        "--rotate makes a value anew. Where the server can, the old one stays valid until\n"
        "the next run, so that programs can be restarted in between.",
    .reads_chart = true,
    .formats = formats,
    .options = options,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
