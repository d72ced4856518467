#include "system/output_folder.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <optional>
#include <unordered_set>
#include <vector>

#include "system/digest.h"
#include "system/failure.h"
#include "system/file_list.h"
#include "system/move_over.h"
#include "system/staging.h"
#include "system/write_whole.h"

namespace portolan::system {

namespace {

// The nearest folder around `path` that exists.
std::filesystem::path existing_ancestor(const std::filesystem::path& path) {
  std::filesystem::path folder = path;
  while (!folder.empty() && !path_exists(folder)) folder = folder.parent_path();
  return folder.empty() ? std::filesystem::path(".") : folder;
}

dev_t device_of(const std::filesystem::path& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 ? status.st_dev : 0;
}

}  // namespace

struct OutputFolder::State {
  std::filesystem::path shown;   // as the user wrote it
  std::filesystem::path target;  // without symbolic links, where it exists
  bool target_exists = false;
  std::optional<Staging> staging;
  FileList before;
  FileList now;
  std::vector<std::string> to_move;
  std::vector<std::string> to_remove;
  std::vector<std::string> conflicts;
  std::unordered_set<std::string> checked_folders;
  Written written;

  // What stands at a place of the target.
  enum class Found { nothing, same, ours, foreign };

  void refuse(std::string_view relative, std::string_view why) {
    conflicts.push_back(fmt::format("`{}` {}", (shown / relative).native(), why));
  }

  Result<void> prepare_staging() {
    if (staging) return {};
    const std::string name = target.filename().native();
    std::filesystem::path around = target.parent_path();
    if (!target_exists) around = existing_ancestor(around);
    const bool beside = !target_exists || (::access(around.c_str(), W_OK | X_OK) == 0 && device_of(around) == device_of(target));
    auto made = Staging::make(beside ? around : target, name);
    if (!made) return tl::make_unexpected(made.error());
    staging.emplace(std::move(*made));
    for (const char* part : {"new", "old"})
      if (::mkdir((staging->path() / part).c_str(), 0777) != 0) return fail("write into", staging->path(), errno);
    return {};
  }

  // False where a folder on the way is none of ours to walk through.
  bool way_is_clear(std::string_view relative) {
    for (std::size_t slash = relative.find('/'); slash != std::string_view::npos; slash = relative.find('/', slash + 1)) {
      std::string folder(relative.substr(0, slash));
      if (checked_folders.contains(folder)) continue;
      struct stat status;
      if (::lstat((target / folder).c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
        refuse(folder, S_ISLNK(status.st_mode) ? "is a symbolic link" : "is a file where a folder must stand");
        return false;
      }
      checked_folders.insert(std::move(folder));
    }
    return true;
  }

  Result<Found> look_at(const std::string& relative, std::string_view content, std::string_view digest) {
    const std::filesystem::path path = target / relative;
    struct stat status;
    if (::lstat(path.c_str(), &status) != 0) {
      if (errno == ENOENT) return Found::nothing;
      return fail("read", shown / relative, errno);
    }
    if (!S_ISREG(status.st_mode)) return Found::foreign;
    const bool same_size = static_cast<std::size_t>(status.st_size) == content.size();
    const auto listed = before.find(relative);
    if (!same_size && listed == before.end()) return Found::foreign;
    const auto there = read_file(path, static_cast<std::size_t>(status.st_size));
    if (!there) return tl::make_unexpected(there.error());
    if (*there == content && !digest.empty()) return Found::same;
    // An empty file holds nothing that could be lost.
    const bool ours = listed != before.end() && (there->empty() || sha256_hex(*there) == listed->second);
    return ours ? Found::ours : Found::foreign;
  }

  Result<void> find_removals() {
    for (const auto& [relative, digest] : before) {
      if (now.contains(relative) || !way_is_clear(relative)) continue;
      const auto found = look_at(relative, {}, {});
      if (!found) return tl::make_unexpected(found.error());
      if (*found == Found::ours)
        to_remove.push_back(relative);
      else if (*found == Found::foreign)
        refuse(relative, "is no longer written, but was changed since Portolan wrote it");
    }
    return {};
  }

  Result<void> read_list() {
    const auto listed = read_file(target / file_list_name);
    if (!listed) {
      if (listed.error().trouble == Trouble::not_found) return {};
      return tl::make_unexpected(listed.error());
    }
    auto files = read_file_list(*listed);
    if (!files)
      return fail(Trouble::changed,
                  fmt::format("cannot write into `{}`: its `{}` is not a list that Portolan wrote", shown.native(), file_list_name));
    before = std::move(*files);
    return {};
  }

  tl::unexpected<Failure> refused() const {
    constexpr std::size_t most = 10;
    std::string message = fmt::format("cannot write into `{}`:", shown.native());
    for (std::size_t index = 0; index < conflicts.size() && index < most; ++index) message += "\n  " + conflicts[index];
    if (conflicts.size() > most) message += fmt::format("\n  and {} more", conflicts.size() - most);
    message += "\nnothing was written; move these away, or choose another folder";
    return fail(Trouble::changed, std::move(message));
  }
};

OutputFolder::OutputFolder(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutputFolder::OutputFolder(OutputFolder&&) noexcept = default;
OutputFolder& OutputFolder::operator=(OutputFolder&&) noexcept = default;
OutputFolder::~OutputFolder() = default;

Result<OutputFolder> OutputFolder::open(std::filesystem::path path) {
  auto state = std::make_unique<State>();
  while (!path.has_filename() && path.has_relative_path()) path = path.parent_path();
  state->shown = path;
  struct stat status;
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISDIR(status.st_mode))
      return fail(Trouble::not_a_directory, fmt::format("cannot write into `{}`: it is not a folder", path.native()));
    std::error_code error;
    state->target = std::filesystem::canonical(path, error);
    if (error) return fail("write into", path, error.value());
    state->target_exists = true;
    if (::access(state->target.c_str(), W_OK | X_OK) != 0) return fail("write into", path, errno);
    if (auto listed = state->read_list(); !listed) return tl::make_unexpected(listed.error());
  } else {
    if (errno != ENOENT) return fail("write into", path, errno);
    if (::lstat(path.c_str(), &status) == 0)
      return fail(Trouble::other, fmt::format("cannot write into `{}`: it is a symbolic link to nothing", path.native()));
    state->target = path;
    const std::filesystem::path around = existing_ancestor(path.parent_path());
    if (!is_folder(around))
      return fail(Trouble::not_a_directory, fmt::format("cannot make `{}`: `{}` is not a folder", path.native(), around.native()));
    if (::access(around.c_str(), W_OK | X_OK) != 0) return fail("make", path, errno);
  }
  return OutputFolder(std::move(state));
}

Result<void> OutputFolder::add(std::string relative, std::string_view content) {
  State& state = *state_;
  if (!is_inside(relative) || relative == file_list_name)
    return fail(Trouble::other, fmt::format("`{}` cannot be the name of a file in an output folder", relative));
  const auto [entry, is_new] = state.now.emplace(relative, sha256_hex(content));
  if (!is_new) return fail(Trouble::other, fmt::format("`{}` would be written twice", (state.shown / relative).native()));
  State::Found found = State::Found::nothing;
  if (state.target_exists) {
    if (!state.way_is_clear(relative)) return {};
    const auto looked = state.look_at(relative, content, entry->second);
    if (!looked) return tl::make_unexpected(looked.error());
    found = *looked;
  }
  if (found == State::Found::foreign) {
    state.refuse(relative, state.before.contains(relative) ? "was changed since Portolan wrote it" : "was not written by Portolan");
    return {};
  }
  if (found == State::Found::same) {
    ++state.written.unchanged;
    return {};
  }
  ++(found == State::Found::nothing ? state.written.created : state.written.changed);
  if (auto ready = state.prepare_staging(); !ready) return ready;
  const std::string staged = "new/" + relative;
  int error = state.staging->make_folders_for(staged);
  if (error == 0) error = write_new((state.staging->path() / staged).c_str(), content, 0666);
  if (error != 0) return fail("write", state.shown / relative, error);
  state.to_move.push_back(std::move(relative));
  return {};
}

Result<Written> OutputFolder::commit(Others others) {
  State& state = *state_;
  if (others == Others::keep) state.now.insert(state.before.begin(), state.before.end());
  if (auto found = state.find_removals(); !found) return tl::make_unexpected(found.error());
  if (!state.conflicts.empty()) return state.refused();
  state.written.removed = state.to_remove.size();
  if (state.target_exists && state.now == state.before && state.to_move.empty()) return state.written;

  if (auto ready = state.prepare_staging(); !ready) return tl::make_unexpected(ready.error());
  const std::filesystem::path made = state.staging->path() / "new";
  if (const int error = write_new((made / file_list_name).c_str(), write_file_list(state.now), 0666))
    return fail("write", state.shown / file_list_name, error);
  if (!state.target_exists) {
    if (const int error = move_whole(made, state.target)) return fail("make", state.shown, error);
    return state.written;
  }
  state.to_move.emplace_back(file_list_name);
  MoveOver move(state.staging->path(), state.target);
  for (const std::string& relative : state.to_remove)
    if (const int error = move.remove(relative)) return fail("remove", state.shown / relative, error);
  for (const std::string& relative : state.to_move)
    if (const int error = move.put(relative)) return fail("write", state.shown / relative, error);
  move.keep();
  return state.written;
}

}  // namespace portolan::system
