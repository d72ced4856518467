#include "cli/commands.h"
#include "cli/man_page.h"
#include "cli/session.h"

namespace portolan::cli {

namespace {

constexpr Example examples[] = {
    {"read it", "portolan man | man -l -"},
    {"install it", "portolan man > /usr/local/share/man/man1/portolan.1"},
};

constexpr ExitMeaning exits[] = {{ExitCode::done, "the page is on standard output"}};

ExitCode run(Session& session) {
  session.console().out(man_page());
  return ExitCode::done;
}

}  // namespace

constinit const Command man_command = {
    .name = "man",
    .does = "print the manual page",
    .about = "The page is written in the language of man(7).",
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
