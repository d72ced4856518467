#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace portolan::fuzz {

// Puts the bytes where the chart room reads a root file: in a folder of this process' own, in memory where there is such a file system.
inline std::filesystem::path write_chart(std::string_view bytes) {
  struct Folder {
    std::filesystem::path path;
    Folder() {
      const char* base = std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp";
      std::string pattern = std::string(base) + "/portolan-fuzz-XXXXXX";
      path = ::mkdtemp(pattern.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  };
  static const Folder folder;
  const std::filesystem::path file = folder.path / "portolan.yaml";
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file;
}

}  // namespace portolan::fuzz
