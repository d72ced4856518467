#pragma once

#include <string>
#include <string_view>

#include "cli/exit_code.h"
#include "system/files.h"
#include "system/terminal.h"

// The two streams: answers on standard output, everything that is said to people on standard error.

namespace portolan::cli {

class Console {
 public:
  void wish_color(system::ColorWish wish) { wish_ = wish; }
  // What shows standard output, and what shows standard error.
  [[nodiscard]] system::Terminal output_terminal() const;
  [[nodiscard]] system::Terminal error_terminal() const;

  // Collected, and written in large pieces. False once the reader is gone or the disk is full: then it is of no use to go on.
  bool out(std::string_view text);
  // Written at once, after what stands on standard output.
  void err(std::string_view text);
  // "portolan: MESSAGE" and, where there is one, the next step on a line of its own.
  void complain(std::string_view message, std::string_view hint = {});

  // Writes what is left. `wanted`, unless standard output could not be written: a reader that went away is not worth a
  // word, everything else is said.
  ExitCode finish(ExitCode wanted);

 private:
  bool flush();
  bool write(std::string_view text);

  system::ColorWish wish_ = system::ColorWish::automatic;
  std::string pending_;
  bool broken_ = false;
  std::string failure_;  // empty: the reader went away
};

// Complains of what the system refused.
ExitCode refused(Console& console, const system::Failure& failure);

}  // namespace portolan::cli
