#pragma once

#include <string_view>

#include "cli/args.h"
#include "cli/console.h"

namespace portolan::cli {

// One run of one command: what was asked, and where the answer goes.
class Session {
 public:
  Session(const Arguments& arguments, Console& console) : arguments_(arguments), console_(console) {}

  [[nodiscard]] const Arguments& arguments() const { return arguments_; }
  [[nodiscard]] Console& console() { return console_; }
  // The value of --format; the command's first one where it was not given.
  [[nodiscard]] std::string_view format() const {
    return arguments_.value("--format")
        .value_or(arguments_.command->formats.empty() ? std::string_view() : arguments_.command->formats.front());
  }

 private:
  const Arguments& arguments_;
  Console& console_;
};

}  // namespace portolan::cli
