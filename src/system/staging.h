#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>

#include "system/descriptor.h"
#include "system/files.h"

namespace portolan::system {

// A hidden folder on the same file system as a target, gone when the object goes. Folders that killed runs left behind are recognised by
// their lock, which no living process holds, and removed.
class Staging {
 public:
  // In `folder`; the name is made from `name`.
  static Result<Staging> make(const std::filesystem::path& folder, std::string_view name);
  Staging(Staging&&) noexcept = default;
  Staging& operator=(Staging&&) = delete;
  ~Staging();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Makes the folders that lead to `relative`; 0 or an errno.
  int make_folders_for(std::string_view relative);

 private:
  Staging(std::filesystem::path path, Descriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}
  std::filesystem::path path_;
  Descriptor lock_;
  std::unordered_set<std::string> folders_;
};

}  // namespace portolan::system
