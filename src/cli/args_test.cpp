#include "cli/args.h"

#include <doctest/doctest.h>

#include "cli/commands.h"
#include "cli/help.h"

namespace portolan::cli {

namespace {

tl::expected<Arguments, UsageError> parse(std::vector<std::string_view> words) { return parse_arguments(words); }

std::string refusal(std::vector<std::string_view> words) {
  const auto parsed = parse(std::move(words));
  return parsed ? "accepted" : parsed.error().message + " | " + parsed.error().hint;
}

}  // namespace

TEST_CASE("options may stand before and behind the command, in every spelling") {
  for (const auto& words :
       std::vector<std::vector<std::string_view>>{{"build", "-o", "out", "-f", "x.yaml", "--environment=prod"},
                                                  {"-f", "x.yaml", "build", "-oout", "-e", "prod"},
                                                  {"-fx.yaml", "--environment", "prod", "build", "--output", "out"},
                                                  {"build", "-f", "other.yaml", "-f", "x.yaml", "-e", "prod", "--output=out"}}) {
    const auto parsed = parse(words);
    REQUIRE(parsed);
    CHECK(parsed->command->name == "build");
    CHECK(parsed->value("--output") == "out");
    CHECK(parsed->value("--file") == "x.yaml");
    CHECK(parsed->value("--environment") == "prod");
    CHECK(parsed->operands.empty());
  }
}

TEST_CASE("repeatable options keep all their values in order") {
  const auto parsed = parse({"describe", "--profile", "b", "--set", "tag=1=2", "--profile=a"});
  REQUIRE(parsed);
  CHECK(parsed->values("--profile") == std::vector<std::string_view>{"b", "a"});
  CHECK(parsed->values("--set") == std::vector<std::string_view>{"tag=1=2"});
}

TEST_CASE("two dashes end the options, one dash alone is a word") {
  const auto parsed = parse({"explain", "--", "-a", "-"});
  REQUIRE(parsed);
  CHECK(parsed->operands == std::vector<std::string_view>{"-a", "-"});
}

TEST_CASE("help is asked for with any command, however incomplete") {
  const auto parsed = parse({"explain", "-h"});
  REQUIRE(parsed);
  CHECK(parsed->help);
  CHECK(parsed->command->name == "explain");
  REQUIRE(parse({"--help"}));
  CHECK(parse({"--help"})->command == nullptr);
}

TEST_CASE("what is wrong with a command line, and the next step") {
  CHECK(refusal({"biuld"}) == "there is no command `biuld` | did you mean `build`?");
  CHECK(refusal({"frobnicate"}) == "there is no command `frobnicate` | `portolan help` lists the commands");
  CHECK(refusal({"build", "--ouput", "x"}) == "`build` has no option `--ouput` | did you mean `--output`?");
  CHECK(refusal({"describe", "--only", "x"}) ==
        "`describe` has no option `--only` | it is an option of `build`; `portolan describe --help` explains it");
  CHECK(refusal({"describe", "-z"}) == "`describe` has no option `-z` | `portolan describe --help` explains it");
  CHECK(refusal({"--nothing"}) == "unknown option `--nothing`, and no command | `portolan help` lists the commands");
  CHECK(refusal({"build", "-o"}) == "`--output` needs a value: DIR|- | `portolan build --help` explains it");
  CHECK(refusal({"build", "--output="}) == "`--output` needs a value: DIR|- | `portolan build --help` explains it");
  CHECK(refusal({"describe", "--format", "jsn"}) == "`--format` is text, markdown or json, not `jsn` | did you mean `json`?");
  CHECK(refusal({"describe", "--color=blue"}) == "`--color` is auto, always or never, not `blue` | `portolan describe --help` explains it");
  CHECK(refusal({"describe", "--set", "tag"}) == "`--set tag` has no `=` | write `--set tag=VALUE`");
  CHECK(refusal({"describe", "--set", "=1"}) == "`--set =1` names no variable | write `--set NAME=1`");
  CHECK(refusal({"describe", "--help=yes"}) == "`--help` takes no value | `portolan describe --help` explains it");
  CHECK(refusal({"describe", "x"}) == "`describe` takes no argument, but `x` was given | `portolan describe --help` explains it");
  CHECK(refusal({"explain", "a"}) == "`explain` needs two names | write `portolan explain FROM TO[:PORT] [--format text|json]`");
  CHECK(refusal({"explain", "a", "b", "c"}) == "`c` is one argument too many for `explain` | `portolan explain --help` explains it");
  CHECK(refusal({"dump", "wirng"}) == "`dump` takes chart or wiring, not `wirng` | did you mean `wiring`?");
}

TEST_CASE("every command explains itself, in lines that fit a terminal") {
  CHECK(overview().find("\n\n\n") == std::string::npos);
  for (const Command* command : commands()) {
    CAPTURE(command->name);
    CHECK(!command->does.empty());
    CHECK(command->does.back() != '.');
    CHECK(!command->exits.empty());
    CHECK((command->run != nullptr));
    const std::string help = help_of(*command);
    CHECK(help.ends_with("\n"));
    for (std::size_t begin = 0; begin < help.size();) {
      const std::size_t end = help.find('\n', begin);
      const std::string line = help.substr(begin, end - begin);
      CAPTURE(line);
      CHECK((line.size() <= 100 || line.starts_with("  $ ")));
      CHECK((line.empty() || line.back() != ' '));
      begin = end + 1;
    }
  }
}

TEST_CASE("no command has two options of one name or letter") {
  for (const Command* command : commands()) {
    const std::vector<Option> options = options_of(*command);
    for (std::size_t left = 0; left != options.size(); ++left)
      for (std::size_t right = left + 1; right != options.size(); ++right) {
        CAPTURE(command->name);
        CHECK(options[left].name != options[right].name);
        CHECK((options[left].letter == 0 || options[left].letter != options[right].letter));
      }
  }
}

}  // namespace portolan::cli
