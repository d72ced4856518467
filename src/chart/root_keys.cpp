#include "chart/root_keys.h"

#include <fmt/core.h>

namespace portolan::chart {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// With the only value that the key can have there is a correction too.
void required(const FileScope& root, const text::Sources& sources, diagnostics::Sink& sink, std::string_view key, std::string_view value,
              std::string_view meaning, bool only_value) {
  const yaml::Node* written = root.said->get(key);
  if (written != nullptr && !written->is_null()) return;
  const std::uint32_t file = root.file;
  const std::string example = fmt::format("{}: {}", key, value);
  diagnostics::Diagnostic said{.code = "P0308",
                               .span = {file, 0, 0},
                               .message = fmt::format("the chart says no `{}`", key),
                               .hint = fmt::format("add `{}`: {}", example, meaning)};
  const yaml::Node& body = *root.node;
  if (only_value && written == nullptr && !body.entries.empty()) {
    const std::string_view content = sources.file(file).content();
    const std::size_t line = content.rfind('\n', body.entries.front().key_span.begin) + 1;
    const std::string_view line_end = content.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
    const auto at = static_cast<std::uint32_t>(line == 0 && content.starts_with(byte_order_mark) ? byte_order_mark.size() : line);
    if (content.substr(at, 1) != "{")
      said.fix = diagnostics::Fix{fmt::format("add `{}`", example), {{{file, at, at}, fmt::format("{}{}", example, line_end)}}};
  }
  sink.add(std::move(said));
}

}  // namespace

void require_root_keys(const FileScope& root, const text::Sources& sources, diagnostics::Sink& sink) {
  required(root, sources, sink, "portolan", "1", "the version of the language", true);
  required(root, sources, sink, "app", "my-app", "the name of the application", false);
}

}  // namespace portolan::chart
