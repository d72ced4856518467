#include "cli/run.h"

#include <exception>
#include <new>

#include <fmt/core.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/help.h"
#include "cli/session.h"
#include "cli/surroundings.h"

namespace portolan::cli {

namespace {

ExitCode dispatch(std::span<const std::string_view> words, Console& console) {
  // Asked for by habit, and answered.
  if (words.size() == 1 && (words.front() == "--version" || words.front() == "-V")) {
    constexpr std::string_view version[] = {"version"};
    return dispatch(version, console);
  }
  const auto arguments = parse_arguments(words);
  if (!arguments) {
    console.complain(arguments.error().message, arguments.error().hint);
    return ExitCode::usage;
  }
  if (const auto wish = arguments->value("--color")) console.wish_color(*system::color_wish(*wish));
  if (arguments->help) {
    console.out(arguments->command == nullptr ? overview() : help_of(*arguments->command));
    return ExitCode::done;
  }
  if (arguments->command == nullptr) {
    console.err(overview());
    return ExitCode::usage;
  }
  Session session(*arguments, console);
  return arguments->command->run(session);
}

}  // namespace

int run(std::span<const std::string_view> words) {
  settle_descriptors();
  on_interrupt(OnInterrupt::leave);
  Console console;
  ExitCode code = ExitCode::internal;
  try {
    code = dispatch(words, console);
  } catch (const std::bad_alloc&) {
    console.complain("there is not enough memory");
    code = ExitCode::surroundings;
  } catch (const std::exception& error) {
    console.complain(fmt::format("internal error: {}", error.what()),
                     "this is a mistake of Portolan's own; please report it with the chart that shows it");
  }
  code = console.finish(code);
  if (const int by_signal = interrupted(); by_signal != 0) return by_signal;
  return static_cast<int>(code);
}

}  // namespace portolan::cli
