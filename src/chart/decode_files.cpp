#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "chart/decoder.h"
#include "system/files.h"
#include "text/utf8.h"

// Files of a container. What is copied is read later, where it is known who gets it; what is filled in is read here, where the vars
// are known. A file that cannot be read, or is no text, is left to be copied: reading it again says what is wrong.

namespace portolan::chart {

namespace {

std::vector<File> each_of_folder(const File& folder) {
  if (!folder.path.ends_with('/')) return {folder};
  const auto entries = system::list_folder(std::filesystem::path(folder.folder) / folder.from);
  if (!entries || entries->empty()) return {folder};
  std::vector<File> files;
  for (const system::FolderEntry& entry : *entries) {
    if (entry.folder) continue;
    files.push_back(folder);
    files.back().path += entry.relative;
    files.back().from = (std::filesystem::path(folder.from) / entry.relative).string();
  }
  return files;
}

}  // namespace

std::vector<File> Decoder::files(const yaml::Node& map) {
  std::vector<File> result;
  const yaml::Node* node = given(map, "files");
  if (node == nullptr) return result;
  const auto fill_in = [this](File& file, text::Span span) {
    const auto content = system::read_file(std::filesystem::path(file.folder) / file.from);
    if (!content || text::find_invalid_utf8(*content)) return;
    file.text = filler_.fill(*content, span, subject_.self, file.at);
  };
  for (const yaml::Entry& entry : node->entries) {
    const yaml::Node& said = *entry.value;
    File file;
    file.path = entry.key;
    file.at = place(entry);
    const yaml::Node* from = said.is_scalar() ? &said : given(said, "from");
    if (from != nullptr) {
      file.from = text(*from);
      const std::uint32_t index = from->span.file;
      if (index != text::Span::no_file) file.folder = std::filesystem::path(ground_.sources.file(index).name()).parent_path().string();
    }
    if (said.is_map()) {
      file.fill = flag(said, "fill");
      // The text of a file is copied as it is unless it is to be filled in; `text` itself always is.
      if (const yaml::Node* content = given(said, "text"); content != nullptr) file.text = filled(*content);
      if (const std::string mode = text(said, "mode"); !mode.empty())
        file.mode = static_cast<unsigned>(std::strtoul(mode.c_str(), nullptr, 8)) & 0777U;
    }
    if (!file.fill || file.text || from == nullptr || !subject_.active) {
      result.push_back(std::move(file));
      continue;
    }
    for (File& one : each_of_folder(file)) {
      fill_in(one, from->span);
      result.push_back(std::move(one));
    }
  }
  std::sort(result.begin(), result.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return result;
}

}  // namespace portolan::chart
