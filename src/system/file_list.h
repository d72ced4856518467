#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace portolan::system {

// `.portolan-files`: what a run left in an output folder, in the form of sha256sum, so that `sha256sum -c` checks it.
using FileList = std::map<std::string, std::string>;  // relative name → SHA-256

inline constexpr std::string_view file_list_name = ".portolan-files";

std::string write_file_list(const FileList& files);
// Nothing where a line is not ours, or names a place outside the folder.
std::optional<FileList> read_file_list(std::string_view content);

// Whether `relative` names a file inside a folder: parts between '/', none empty, "." or "..", no control characters.
bool is_inside(std::string_view relative);

}  // namespace portolan::system
