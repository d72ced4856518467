#include "wiring/settings.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "wiring/places.h"
#include "wiring/texts.h"

namespace portolan::wiring {

namespace {

// `form` with {key}, {KEY} (capitals, dots and dashes as underscores) and {value} filled in.
Text filled(std::string_view form, const std::string& key, const Text& value) {
  Text result;
  while (!form.empty()) {
    const std::size_t open = form.find('{');
    append(result, form.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = form.find('}', open);
    const std::string_view word = form.substr(open + 1, close - open - 1);
    form = form.substr(close + 1);
    if (word == "value") {
      append(result, value);
    } else if (word == "key") {
      append(result, key);
    } else {
      std::string capitals = key;
      for (char& character : capitals) {
        if (character >= 'a' && character <= 'z')
          character = static_cast<char>(character - 'a' + 'A');
        else if (character == '.' || character == '-')
          character = '_';
      }
      append(result, capitals);
    }
  }
  return result;
}

void add_words(Container& main, std::string_view form, const std::string& key, const Text& value) {
  if (!main.args) main.args.emplace();
  while (!form.empty()) {
    const std::size_t space = form.find(' ');
    main.args->push_back(filled(form.substr(0, space), key, value));
    form = space == std::string_view::npos ? std::string_view() : form.substr(space + 1);
  }
}

}  // namespace

void apply_settings(Draft& draft, std::uint32_t index, References& references) {
  Workload& workload = draft.wiring.workloads[index];
  const chart::Server* server = draft.server_of(workload.party);
  if (server == nullptr || server->settings.empty()) return;
  const catalog::Kind& entry = *server->entry;
  Text lines;
  for (const auto& [key, said] : server->settings) {
    const Text value = references.fill(said);
    if (!entry.settings_arguments.empty()) {
      add_words(workload.main, entry.settings_arguments, key, value);
    } else if (!entry.settings_variable.empty()) {
      const std::string name = literals(filled(entry.settings_variable, key, {}));
      const auto known = std::ranges::find(workload.main.env, name, &EnvVar::name);
      if (known != workload.main.env.end())
        known->value = value;
      else
        workload.main.env.push_back({name, value, origin(said.at)});
    } else if (!entry.settings_file.empty()) {
      append(lines, filled(entry.settings_line, key, value));
      append(lines, "\n");
    } else {
      draft.sink.add(with_layers({.code = "P0430",
                                  .message = fmt::format("{} takes no `settings`", entry.title),
                                  .hint = "write its configuration with `args`, `env` or `files`"},
                                 said.at, server->name));
      return;
    }
  }
  std::ranges::sort(workload.main.env, {}, &EnvVar::name);
  if (lines.empty()) return;
  File file{.path = entry.settings_file, .at = origin(server->at)};
  if (holds_secret(lines))
    file.filled = std::move(lines);
  else
    file.content = literals(lines);
  workload.files.push_back(std::move(file));
  std::ranges::stable_sort(workload.files, {}, &File::path);
}

}  // namespace portolan::wiring
