#include <fmt/core.h>

#include "cli/application.h"
#include "cli/commands.h"
#include "cli/surroundings.h"
#include "picture/picture.h"
#include "system/files.h"

namespace portolan::cli {

namespace {

constexpr std::string_view formats[] = {"terminal", "svg", "mermaid"};

constexpr Option options[] = {
    {"--output",
     'o',
     "FILE",
     "write the picture to this file; .svg is SVG, .mmd, .mermaid and\n.md are Mermaid, .txt is text",
     {},
     Completes::file},
};

constexpr Example examples[] = {
    {"look at it here", "portolan picture"},
    {"a picture for the wiki", "portolan picture -o shop.svg"},
    {"a picture that GitHub draws itself", "portolan picture --format mermaid"},
};

constexpr ExitMeaning exits[] = {
    {ExitCode::done, "drawn"},
    {ExitCode::no, "the chart has mistakes"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::surroundings, "the chart cannot be read, or the picture not be written"},
};

struct Kind {
  std::string_view extension, format;
};
constexpr Kind kinds[] = {{".svg", "svg"}, {".mmd", "mermaid"}, {".mermaid", "mermaid"}, {".md", "mermaid"}, {".txt", "terminal"}};

// By --format, else by the extension of the file, else for a terminal. Empty where the extension says nothing.
std::string_view wanted_format(const Arguments& arguments) {
  if (const auto said = arguments.value("--format")) return *said;
  const auto output = arguments.value("--output");
  if (!output || *output == "-") return "terminal";
  for (const Kind& kind : kinds)
    if (output->ends_with(kind.extension)) return kind.format;
  return {};
}

ExitCode run(Session& session) {
  Console& console = session.console();
  const auto output = session.arguments().value("--output");
  const std::string_view format = wanted_format(session.arguments());
  if (format.empty()) {
    console.complain(fmt::format("the name `{}` does not say what to draw", *output),
                     "end it in .svg, .mmd, .md or .txt, or add `--format svg|mermaid|terminal`");
    return ExitCode::usage;
  }
  const auto application = usable_application(session);
  if (!application) return application.error();

  const bool to_file = output && *output != "-";
  picture::Options how;
  if (!to_file) {
    const system::Terminal shown = console.output_terminal();
    how.color = shown.color;
    how.utf8 = shown.unicode;
    if (shown.is_terminal) how.width = shown.width;
  }
  const picture::Format kind = format == "svg"       ? picture::Format::svg
                               : format == "mermaid" ? picture::Format::mermaid
                                                     : picture::Format::terminal;
  const std::string drawn = picture::draw((*application)->wiring, (*application)->sources(), kind, how);
  if (!to_file) {
    console.out(drawn);
    return ExitCode::done;
  }
  on_interrupt(OnInterrupt::finish_step);
  if (const auto written = system::write_file(std::filesystem::path(*output), drawn); !written) return refused(console, written.error());
  console.err(fmt::format("wrote {}\n", *output));
  return ExitCode::done;
}

}  // namespace

constinit const Command picture_command = {
    .name = "picture",
    .synopsis = "[-o FILE] [--format terminal|svg|mermaid]",
    .does = "draw the application: who talks to whom, and how",
    .about =
        "Namespaces are boxes; in them stand services, stores and brokers with their\n"
        "channels; around them third parties and the gateway. Lines carry the protocol,\n"
        "messages are dashed, and what no server enforces is marked. Without -o the\n"
        "picture is drawn with characters, here.",
    .reads_chart = true,
    .formats = formats,
    .options = options,
    .examples = examples,
    .exits = exits,
    .run = run,
};

}  // namespace portolan::cli
