#include "system/move_over.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace portolan::system {

namespace {

int rename_path(const std::filesystem::path& from, const std::filesystem::path& to) {
  return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

MoveOver::~MoveOver() {
  if (kept_) return;
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    const std::filesystem::path path = target_ / step->relative;
    switch (step->kind) {
      case Kind::made_folder: ::rmdir(path.c_str()); break;
      case Kind::created: ::unlink(path.c_str()); break;
      case Kind::replaced:
      case Kind::removed: rename_path(old(step->relative), path); break;
    }
  }
}

int MoveOver::make_folders_for(const std::string& relative) {
  for (std::size_t slash = relative.find('/'); slash != std::string::npos; slash = relative.find('/', slash + 1)) {
    const std::string folder = relative.substr(0, slash);
    if (::mkdir((target_ / folder).c_str(), 0777) == 0)
      steps_.push_back({Kind::made_folder, folder});
    else if (errno != EEXIST)
      return errno;
  }
  return 0;
}

// A second name for what stands in the target, so that it never is without the file; where the file system has no links, its only one.
int MoveOver::save(const std::string& relative) {
  const std::filesystem::path place = old(relative);
  std::error_code error;
  std::filesystem::create_directories(place.parent_path(), error);
  if (error) return error.value();
  if (::link((target_ / relative).c_str(), place.c_str()) == 0) return 0;
  return errno == ENOENT ? ENOENT : rename_path(target_ / relative, place);
}

int MoveOver::put(const std::string& relative) {
  if (const int error = make_folders_for(relative)) return error;
  const int saved = save(relative);
  if (saved != 0 && saved != ENOENT) return saved;
  // Entered before it is done: to undo what did not happen changes nothing.
  if (saved == 0) steps_.push_back({Kind::replaced, relative});
  if (const int error = rename_path(staging_ / "new" / relative, target_ / relative)) return error;
  if (saved == ENOENT) steps_.push_back({Kind::created, relative});
  return 0;
}

int MoveOver::remove(const std::string& relative) {
  const std::filesystem::path place = old(relative);
  std::error_code error;
  std::filesystem::create_directories(place.parent_path(), error);
  if (error) return error.value();
  if (const int failed = rename_path(target_ / relative, place)) return failed == ENOENT ? 0 : failed;
  steps_.push_back({Kind::removed, relative});
  return 0;
}

void MoveOver::keep() {
  kept_ = true;
  for (const Step& step : steps_) {
    if (step.kind != Kind::removed) continue;
    for (std::filesystem::path folder = std::filesystem::path(step.relative).parent_path(); !folder.empty(); folder = folder.parent_path())
      if (::rmdir((target_ / folder).c_str()) != 0) break;
  }
}

int move_whole(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::vector<std::filesystem::path> made;
  std::vector<std::filesystem::path> missing;
  struct stat status;
  for (std::filesystem::path folder = to.parent_path(); !folder.empty() && ::stat(folder.c_str(), &status) != 0;
       folder = folder.parent_path())
    missing.push_back(folder);
  int error = 0;
  for (auto folder = missing.rbegin(); folder != missing.rend() && error == 0; ++folder) {
    if (::mkdir(folder->c_str(), 0777) == 0)
      made.push_back(*folder);
    else if (errno != EEXIST)
      error = errno;
  }
  if (error == 0) error = rename_path(from, to);
  if (error != 0)
    for (auto folder = made.rbegin(); folder != made.rend(); ++folder) ::rmdir(folder->c_str());
  return error;
}

}  // namespace portolan::system
