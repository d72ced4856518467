#include "wiring/used_part.h"

#include <algorithm>

#include <fmt/core.h>

#include "wiring/places.h"

namespace portolan::wiring {

bool find_part(Draft& draft, const Speaker& speaker, const chart::Link& said, const Named& target, Declared& declared) {
  const std::vector<chart::Part>& parts = target.server->parts;
  if (!target.server->kind_known) return true;
  if (said.target.part.empty()) {
    if (parts.size() == 1) declared.part = &parts.front();
    return true;
  }
  const auto found = std::ranges::find(parts, said.target.part, &chart::Part::key);
  if (found != parts.end()) {
    declared.part = &*found;
    return true;
  }
  const bool counted = target.server->entry->grants == "redis" && said.target.part.find_first_not_of("0123456789") == std::string::npos;
  if (counted) return true;
  std::vector<std::string_view> keys;
  keys.reserve(parts.size());
  for (const chart::Part& part : parts) keys.push_back(part.key);
  diagnostics::Diagnostic diagnostic{
      .code = "P0411",
      .message = fmt::format("the {} `{}` has no part `{}`", target.word(), target.display(), said.target.part),
      .notes = {{target.at->said, fmt::format("`{}` is declared here", target.name)}},
  };
  suggest(draft, diagnostic, said.target.part, keys, said.target, false, speaker, said.at);
  if (diagnostic.hint.empty()) {
    const std::string& section = target.server->entry->parts;
    diagnostic.hint = section.empty() ? fmt::format("{} has no parts: write `{}`", target.server->entry->title, target.name)
                                      : fmt::format("add it to `{}` of `{}`", section, target.name);
  }
  draft.sink.add(with_layers(std::move(diagnostic), said.at, speaker.display));
  return false;
}

bool check_mount(Draft& draft, const Speaker& speaker, const chart::Link& said, const Named& target) {
  if (said.use->mount.empty()) {
    draft.sink.add(with_layers(
        {.code = "P0426",
         .message = fmt::format("`{}` uses the directory `{}` without saying where it appears", speaker.display, target.display()),
         .hint = fmt::format("write `{}: {{access: write, mount: /path}}`", said.target.raw)},
        said.at, speaker.display));
    return false;
  }
  if (target.name_space == speaker.runtime.name_space) return true;
  draft.sink.add(with_layers({.code = "P0427",
                              .message = fmt::format("`{}` in namespace `{}` cannot mount `{}`, which is in namespace `{}`",
                                                     speaker.runtime.name, speaker.runtime.name_space, target.name, target.name_space),
                              .notes = {{target.at->said, fmt::format("`{}` is declared here", target.name)}},
                              .hint = "put both into one namespace: a volume belongs to its namespace"},
                             said.at, speaker.display));
  return false;
}

}  // namespace portolan::wiring
