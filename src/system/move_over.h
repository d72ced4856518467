#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace portolan::system {

// Moves files from STAGING/new into a target folder and those that they replace into STAGING/old. Unless keep() was called,
// everything is moved back when the object goes.
class MoveOver {
 public:
  MoveOver(std::filesystem::path staging, std::filesystem::path target) : staging_(std::move(staging)), target_(std::move(target)) {}
  MoveOver(const MoveOver&) = delete;
  MoveOver& operator=(const MoveOver&) = delete;
  ~MoveOver();

  // Both: 0 or an errno.
  int put(const std::string& relative);
  int remove(const std::string& relative);
  // Done: the changes stay, and folders that lost their last file go.
  void keep();

 private:
  enum class Kind { made_folder, created, replaced, removed };
  struct Step {
    Kind kind;
    std::string relative;
  };
  std::filesystem::path staging_, target_;
  std::vector<Step> steps_;
  bool kept_ = false;

  int make_folders_for(const std::string& relative);
  int save(const std::string& relative);
  [[nodiscard]] std::filesystem::path old(const std::string& relative) const { return staging_ / "old" / relative; }
};

// Renames a folder to a place that does not exist yet, making the folders that lead there; takes those back on failure. 0 or an errno.
int move_whole(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace portolan::system
