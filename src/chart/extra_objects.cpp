#include "chart/extra_objects.h"

#include <fmt/core.h>

#include "system/files.h"
#include "yaml/parse.h"

namespace portolan::chart {

void ExtraObjects::add_object(const yaml::Node& object, text::Span said) {
  if (object.is_null()) return;
  for (const std::string_view key : {"apiVersion", "kind"}) {
    const yaml::Node* value = object.get(key);
    if (value != nullptr && value->is_scalar() && !value->text.empty()) continue;
    sink_.add({.code = "P0341",
               .span = object.span,
               .message = fmt::format("an object of `extra` says no `{}`", key),
               .notes = {{said, "named here"}},
               .hint = "every object needs `apiVersion`, `kind` and `metadata.name`"});
    return;
  }
  chart_.extras.push_back({.object = &object, .at = {.said = object.span, .via = {}, .over = {}}});
}

void ExtraObjects::add(const yaml::Node& list, const std::filesystem::path& folder) {
  for (const yaml::Node* item : list.items) {
    if (item->is_map()) {
      add_object(*item, item->span);
      continue;
    }
    if (!item->is_scalar()) continue;
    const std::filesystem::path path = folder / std::filesystem::path(item->text);
    const auto content = system::read_file(path);
    if (!content) {
      sink_.add({.code = "P0302",
                 .span = item->span,
                 .message = content.error().message,
                 .hint = "paths in `extra` are relative to the file that says them"});
      continue;
    }
    const std::uint32_t file = ground_.sources.add(path.string(), *content);
    for (const yaml::Node* document : yaml::parse_all(ground_.sources, file, ground_.arena, sink_)) {
      if (document != nullptr) add_object(*document, item->span);
    }
  }
}

}  // namespace portolan::chart
