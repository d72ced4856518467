#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "cli/command.h"

// The command line, read against the table of commands.
//
// Options may stand anywhere, `--name=value`, `--name value`, `-nvalue` and `-n value` are the same, `--` ends them, and of an
// option that is not repeatable the last one counts, so that a shell alias can be overridden. Why this is not a
// library: docs/decisions/0002-command-line.md.

namespace portolan::cli {

class Arguments {
 public:
  const Command* command = nullptr;  // nullptr: none was given
  std::vector<std::string_view> operands;
  bool help = false;

  [[nodiscard]] bool has(std::string_view option) const { return value(option).has_value(); }
  [[nodiscard]] std::optional<std::string_view> value(std::string_view option) const;  // the last one
  [[nodiscard]] std::vector<std::string_view> values(std::string_view option) const;   // all, in their order
  void give(std::string_view option, std::string_view value) { given_.push_back({option, value}); }

 private:
  struct Given {
    std::string_view option, value;
  };
  std::vector<Given> given_;
};

struct UsageError {
  std::string message;  // without a full stop
  std::string hint;     // the next step
};

// `words` are the arguments without the program's name; the result points into them.
tl::expected<Arguments, UsageError> parse_arguments(std::span<const std::string_view> words);

}  // namespace portolan::cli
