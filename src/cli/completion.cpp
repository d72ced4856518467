#include "cli/completion.h"

#include "cli/commands.h"

namespace portolan::cli {

std::string words_of(Completes completes, std::span<const std::string_view> choices) {
  std::string all;
  const auto add = [&all](std::string_view word) {
    if (!all.empty()) all += ' ';
    all += word;
  };
  for (const std::string_view choice : choices) add(choice);
  if (completes == Completes::command)
    for (const Command* command : commands()) add(command->name);
  return all;
}

}  // namespace portolan::cli
