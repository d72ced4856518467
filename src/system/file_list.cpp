#include "system/file_list.h"

#include <algorithm>

namespace portolan::system {

namespace {

constexpr std::size_t digest_length = 64;

bool hexadecimal(char character) { return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f'); }

}  // namespace

std::string write_file_list(const FileList& files) {
  std::string out;
  for (const auto& [name, digest] : files) ((out += digest) += "  ") += name + '\n';
  return out;
}

std::optional<FileList> read_file_list(std::string_view content) {
  FileList files;
  while (!content.empty()) {
    const std::size_t end = content.find('\n');
    if (end == std::string_view::npos || end < digest_length + 3) return std::nullopt;
    const std::string_view line = content.substr(0, end);
    const std::string_view name = line.substr(digest_length + 2);
    if (!std::ranges::all_of(line.substr(0, digest_length), hexadecimal) || line.substr(digest_length, 2) != "  " || !is_inside(name))
      return std::nullopt;
    files.emplace(name, line.substr(0, digest_length));
    content.remove_prefix(end + 1);
  }
  return files;
}

bool is_inside(std::string_view relative) {
  if (std::ranges::any_of(relative, [](char character) { return static_cast<unsigned char>(character) < 32 || character == 127; }))
    return false;
  for (;;) {
    const std::string_view part = relative.substr(0, relative.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    if (part.size() == relative.size()) return true;
    relative.remove_prefix(part.size() + 1);
  }
}

}  // namespace portolan::system
