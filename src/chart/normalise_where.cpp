#include "chart/normalise_where.h"

#include <fmt/core.h>

namespace portolan::chart {

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string result = "`";
  const bool cut = text.size() > longest;
  std::size_t end = cut ? longest : text.size();
  while (cut && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  for (const char character : text.substr(0, end))
    result += static_cast<unsigned char>(character) < 0x20 || character == '`' ? ' ' : character;
  return result + (cut ? "…`" : "`");
}

std::string phrase(const Where& where) {
  if (where.record == nullptr) return "the file";
  const std::string_view of = where.record->noun;
  if (where.item) return fmt::format("an item of `{}` of {}", where.key, of);
  if (!where.entry.empty()) return fmt::format("{} in `{}` of {}", quoted(where.entry), where.key, of);
  return fmt::format("`{}` of {}", where.key, of);
}

std::string join_or(std::vector<std::string> words) {
  std::string result;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at != 0) result += at + 1 == words.size() ? " or " : ", ";
    result += words[at];
  }
  return result;
}

std::string wanted(const language::Type& type) {
  if (type.record != nullptr && type.record->short_form == language::ShortForm::health) return "`/path`, `tcp`, `grpc` or `none`";
  if (type.record != nullptr && type.record->short_form == language::ShortForm::metrics) return "the name of a port, `/path` or `none`";
  std::vector<std::string> words;
  for (const std::string_view word : type.words) words.push_back(fmt::format("`{}`", word));
  for (const language::Form form : type.forms) words.emplace_back(language::form_info(form).wanted);
  return join_or(std::move(words));
}

std::string wanted_shape(const language::Type& type) {
  std::vector<std::string> shapes;
  if (type.list != nullptr || type.links) shapes.emplace_back("a list");
  if (type.record != nullptr || type.map != nullptr) shapes.emplace_back("a map");
  if (!type.forms.empty() || !type.words.empty()) shapes.push_back(wanted(type));
  return join_or(std::move(shapes));
}

}  // namespace portolan::chart
