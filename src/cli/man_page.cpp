#include "cli/man_page.h"

#include <algorithm>

#include <fmt/core.h>

#include "cli/commands.h"

namespace portolan::cli {

namespace {

// A backslash and a dash have a meaning of their own, and so has a dot or quote at the beginning of a line.
std::string escaped(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
    line_begins = c == '\n';
  }
  return out;
}

void add_paragraphs(std::string& out, std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    // An indented line is a list or a table and keeps its place.
    if (line.empty())
      out += ".PP\n";
    else if (line.starts_with("  "))
      out += fmt::format(".br\n\\ \\ {}\n", escaped(line.substr(2)));
    else
      out += fmt::format("{}\n", escaped(line));
    begin = end + 1;
  }
}

void add_option(std::string& out, const Option& option) {
  out += ".TP\n";
  if (option.letter != 0) out += fmt::format("\\fB\\-{}\\fR, ", option.letter);
  out += fmt::format("\\fB{}\\fR", escaped(option.name));
  if (!option.value.empty()) out += fmt::format(" \\fI{}\\fR", escaped(option.value));
  out += '\n';
  out += escaped(option.help);
  for (std::size_t index = 0; index != option.choices.size(); ++index)
    out += fmt::format("{}{}", index == 0 ? ": " : ", ", escaped(option.choices[index]));
  out += '\n';
}

}  // namespace

std::string man_page() {
  std::string out = ".TH PORTOLAN 1 \"\" \"Portolan " PORTOLAN_VERSION
                    "\" \"User commands\"\n"
                    ".SH NAME\n"
                    "portolan \\- one file of who talks to whom, compiled into everything Kubernetes needs\n"
                    ".SH SYNOPSIS\n"
                    ".B portolan\n"
                    "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n"
                    ".SH DESCRIPTION\n"
                    "The chart,\n"
                    ".IR portolan.yaml ,\n"
                    "says which services there are and who talks to whom and how. From it Portolan makes the objects that run them on\n"
                    "Kubernetes, with exactly the declared links open and no other.\n"
                    ".SH COMMANDS\n";
  for (const Command* command : commands()) {
    out += fmt::format(".SS portolan {} {}\n", command->name, escaped(command->synopsis));
    out += fmt::format("{}.\n.PP\n", escaped(command->does));
    add_paragraphs(out, command->about);
    if (!command->options.empty() || !command->formats.empty()) {
      for (const Option& option : options_of(*command)) {
        const auto is_common = [&option](const Option& common) { return common.name == option.name; };
        if (!std::ranges::any_of(chart_options(), is_common) && !std::ranges::any_of(general_options(), is_common)) add_option(out, option);
      }
    }
    for (const Example& example : command->examples)
      out += fmt::format(".PP\n{}:\n.PP\n.nf\n.RS\n$ {}\n.RE\n.fi\n", escaped(example.says), escaped(example.command));
  }
  out += ".SH OPTIONS OF EVERY COMMAND THAT READS A CHART\n";
  for (const Option& option : chart_options()) add_option(out, option);
  out += ".SH OPTIONS OF EVERY COMMAND\n";
  for (const Option& option : general_options()) add_option(out, option);
  out +=
      ".SH EXIT STATUS\n"
      ".TP\n0\ndone\n"
      ".TP\n1\nmistakes in the chart, or the answer is no\n"
      ".TP\n2\nthe command line is wrong\n"
      ".TP\n3\nopen questions block\n"
      ".TP\n4\nsomething around is missing or refused: a file, a permission, the disk, the reader of a pipe\n"
      ".TP\n5\nan error of Portolan's own\n"
      ".TP\n130\ninterrupted\n"
      ".SH ENVIRONMENT\n"
      ".TP\n.B NO_COLOR\nset to anything: no colours unless \\fB\\-\\-color always\\fR is given\n"
      ".SH FILES\n"
      ".TP\n.I portolan.yaml\nthe chart, looked for in the current folder and in every folder above\n";
  return out;
}

}  // namespace portolan::cli
