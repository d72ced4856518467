#include "cli/args.h"

#include <algorithm>

#include <fmt/core.h>

#include "cli/commands.h"
#include "text/edit_distance.h"

namespace portolan::cli {

std::optional<std::string_view> Arguments::value(std::string_view option) const {
  for (auto given = given_.rbegin(); given != given_.rend(); ++given)
    if (given->option == option) return given->value;
  return std::nullopt;
}

std::vector<std::string_view> Arguments::values(std::string_view option) const {
  std::vector<std::string_view> found;
  for (const Given& given : given_)
    if (given.option == option) found.push_back(given.value);
  return found;
}

namespace {

using Outcome = tl::expected<void, UsageError>;

tl::unexpected<UsageError> wrong(std::string message, std::string hint) {
  return tl::unexpected<UsageError>(UsageError{std::move(message), std::move(hint)});
}

std::string see_help(const Command* command) {
  return command == nullptr ? std::string("`portolan help` lists the commands")
                            : fmt::format("`portolan {} --help` explains it", command->name);
}

std::string listed(std::span<const std::string_view> words) {
  std::string all;
  for (std::size_t index = 0; index != words.size(); ++index)
    all += fmt::format("{}{}", index == 0 ? "" : index + 1 == words.size() ? " or " : ", ", words[index]);
  return all;
}

class Parser {
 public:
  explicit Parser(std::span<const std::string_view> words) : words_(words) {
    // The command is looked for first, so that options of its own may stand in front of it.
    result_.command = find_named_command();
    if (result_.command != nullptr) {
      options_ = options_of(*result_.command);
    } else {
      options_.assign(chart_options().begin(), chart_options().end());
      options_.insert(options_.end(), general_options().begin(), general_options().end());
    }
  }

  tl::expected<Arguments, UsageError> parse() {
    bool options_ended = false;
    bool command_met = false;
    while (next_ < words_.size()) {
      const std::string_view word = words_[next_++];
      Outcome outcome;
      if (!options_ended && word == "--") {
        options_ended = true;
      } else if (!options_ended && word.starts_with("--")) {
        outcome = long_option(word);
      } else if (!options_ended && word.size() > 1 && word.front() == '-') {
        outcome = letters(word);
      } else if (!command_met) {
        command_met = true;
        if (result_.command == nullptr) outcome = unknown_command(word);
      } else {
        result_.operands.push_back(word);
      }
      if (!outcome) return tl::unexpected(outcome.error());
    }
    if (result_.command != nullptr && !result_.help)
      if (auto outcome = check_operands(); !outcome) return tl::unexpected(outcome.error());
    return std::move(result_);
  }

 private:
  // The first word that is neither an option nor the value of a common one.
  const Command* find_named_command() const {
    for (std::size_t index = 0; index < words_.size(); ++index) {
      const std::string_view word = words_[index];
      if (word == "--") return index + 1 < words_.size() ? find_command(words_[index + 1]) : nullptr;
      if (word.size() < 2 || word.front() != '-') return find_command(word);
      if (takes_next_word(word)) ++index;
    }
    return nullptr;
  }

  static bool takes_next_word(std::string_view word) {
    const auto takes = [word](const Option& option) {
      return !option.value.empty() && (word == option.name || (word.size() == 2 && option.letter != 0 && word[1] == option.letter));
    };
    if (std::ranges::any_of(chart_options(), takes) || std::ranges::any_of(general_options(), takes) || word == format_option) return true;
    return std::ranges::any_of(commands(), [&](const Command* command) { return std::ranges::any_of(command->options, takes); });
  }

  Outcome long_option(std::string_view word) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const auto option = std::ranges::find(options_, name, &Option::name);
    if (option == options_.end()) return unknown_option(name);
    if (option->value.empty()) {
      if (equals != std::string_view::npos) return wrong(fmt::format("`{}` takes no value", name), see_help(result_.command));
      return take(*option, {});
    }
    if (equals != std::string_view::npos) return take(*option, word.substr(equals + 1));
    return take_next(*option);
  }

  Outcome letters(std::string_view word) {
    for (std::size_t index = 1; index < word.size(); ++index) {
      const auto option = std::ranges::find_if(options_, [&](const Option& each) { return each.letter == word[index]; });
      if (option == options_.end()) return unknown_option(fmt::format("-{}", word[index]));
      if (!option->value.empty()) {
        const std::string_view rest = word.substr(index + 1);
        return rest.empty() ? take_next(*option) : take(*option, rest);
      }
      if (auto outcome = take(*option, {}); !outcome) return outcome;
    }
    return {};
  }

  Outcome take_next(const Option& option) {
    if (next_ == words_.size()) return wrong(fmt::format("`{}` needs a value: {}", option.name, option.value), see_help(result_.command));
    return take(option, words_[next_++]);
  }

  Outcome take(const Option& option, std::string_view value) {
    if (option.name == "--help") {
      result_.help = true;
      return {};
    }
    if (!option.value.empty() && value.empty())
      return wrong(fmt::format("`{}` needs a value: {}", option.name, option.value), see_help(result_.command));
    if (!option.choices.empty() && std::ranges::find(option.choices, value) == option.choices.end()) {
      const auto meant = text::nearest(value, option.choices);
      return wrong(fmt::format("`{}` is {}, not `{}`", option.name, listed(option.choices), value),
                   meant ? fmt::format("did you mean `{}`?", *meant) : see_help(result_.command));
    }
    if (option.value == "NAME=VALUE" && value.find('=') == std::string_view::npos)
      return wrong(fmt::format("`{} {}` has no `=`", option.name, value), fmt::format("write `{} {}=VALUE`", option.name, value));
    if (option.value == "NAME=VALUE" && value.front() == '=')
      return wrong(fmt::format("`{} {}` names no variable", option.name, value), fmt::format("write `{} NAME{}`", option.name, value));
    result_.give(option.name, value);
    return {};
  }

  Outcome unknown_option(std::string_view name) const {
    if (result_.command == nullptr) return wrong(fmt::format("unknown option `{}`, and no command", name), see_help(nullptr));
    std::vector<std::string_view> names;
    for (const Option& option : options_) names.push_back(option.name);
    const std::string message = fmt::format("`{}` has no option `{}`", result_.command->name, name);
    if (const auto meant = text::nearest(name, names)) return wrong(message, fmt::format("did you mean `{}`?", *meant));
    for (const Command* other : commands())
      for (const Option& option : options_of(*other))
        if (option.name == name || (name.size() == 2 && option.letter == name[1]))
          return wrong(message, fmt::format("it is an option of `{}`; {}", other->name, see_help(result_.command)));
    return wrong(message, see_help(result_.command));
  }

  static Outcome unknown_command(std::string_view word) {
    std::vector<std::string_view> names;
    for (const Command* command : commands()) names.push_back(command->name);
    const auto meant = text::nearest(word, names);
    return wrong(fmt::format("there is no command `{}`", word), meant ? fmt::format("did you mean `{}`?", *meant) : see_help(nullptr));
  }

  Outcome check_operands() const {
    const Command& command = *result_.command;
    if (result_.operands.size() < command.least)
      return wrong(fmt::format("`{}` needs {}", command.name, command.operand),
                   fmt::format("write `portolan {} {}`", command.name, command.synopsis));
    if (result_.operands.size() > command.most) {
      const std::string_view extra = result_.operands[command.most];
      if (command.most == 0)
        return wrong(fmt::format("`{}` takes no argument, but `{}` was given", command.name, extra), see_help(&command));
      return wrong(fmt::format("`{}` is one argument too many for `{}`", extra, command.name), see_help(&command));
    }
    if (!command.operand_choices.empty())
      for (const std::string_view operand : result_.operands)
        if (std::ranges::find(command.operand_choices, operand) == command.operand_choices.end()) {
          const auto meant = text::nearest(operand, command.operand_choices);
          return wrong(fmt::format("`{}` takes {}, not `{}`", command.name, listed(command.operand_choices), operand),
                       meant ? fmt::format("did you mean `{}`?", *meant) : see_help(&command));
        }
    return {};
  }

  std::span<const std::string_view> words_;
  std::vector<Option> options_;
  std::size_t next_ = 0;
  Arguments result_;
};

}  // namespace

tl::expected<Arguments, UsageError> parse_arguments(std::span<const std::string_view> words) { return Parser(words).parse(); }

}  // namespace portolan::cli
