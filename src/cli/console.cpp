#include "cli/console.h"

#include <fmt/core.h>

#include "cli/surroundings.h"
#include "system/files.h"

namespace portolan::cli {

namespace {

constexpr std::size_t piece = 64u << 10;

}  // namespace

system::Terminal Console::output_terminal() const { return system::terminal(standard_output, wish_); }
system::Terminal Console::error_terminal() const { return system::terminal(standard_error, wish_); }

bool Console::out(std::string_view text) {
  if (broken_) return false;
  if (text.size() >= piece) return flush() && write(text);
  pending_ += text;
  return pending_.size() < piece || flush();
}

bool Console::flush() {
  if (broken_ || pending_.empty()) return !broken_;
  const bool written = write(pending_);
  pending_.clear();
  return written;
}

bool Console::write(std::string_view text) {
  const auto written = system::write_descriptor(standard_output, text);
  if (!written) {
    broken_ = true;
    if (written.error().trouble != system::Trouble::closed_pipe) failure_ = written.error().message;
  }
  return !broken_;
}

void Console::err(std::string_view text) {
  flush();
  // Nobody is left to be told where this fails.
  static_cast<void>(system::write_descriptor(standard_error, text));
}

void Console::complain(std::string_view message, std::string_view hint) {
  err(hint.empty() ? fmt::format("portolan: {}\n", message) : fmt::format("portolan: {}\n  {}\n", message, hint));
}

ExitCode Console::finish(ExitCode wanted) {
  if (flush()) return wanted;
  if (!failure_.empty()) complain(failure_);
  return ExitCode::surroundings;
}

ExitCode refused(Console& console, const system::Failure& failure) {
  console.complain(failure.message);
  return ExitCode::surroundings;
}

}  // namespace portolan::cli
