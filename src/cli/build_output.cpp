#include "cli/build_output.h"

#include <algorithm>
#include <vector>

namespace portolan::cli {

namespace {

class Folder : public BuildOutput {
 public:
  explicit Folder(system::OutputFolder folder) : folder_(std::move(folder)) {}
  system::Result<void> add(std::string file, std::string_view content) override { return folder_.add(std::move(file), content); }
  system::Result<system::Written> commit(system::Others others) override { return folder_.commit(others); }

 private:
  system::OutputFolder folder_;
};

// Kept until commit as text, a tenth of what the objects would take; the objects themselves are gone by then.
class Stream : public BuildOutput {
 public:
  explicit Stream(Console& console) : console_(console) {}
  system::Result<void> add(std::string, std::string_view content) override {
    if (pieces_.empty() || pieces_.back().capacity() - pieces_.back().size() < content.size()) {
      pieces_.emplace_back().reserve(std::max(piece_size, content.size()));
    }
    pieces_.back() += content;
    return {};
  }
  system::Result<system::Written> commit(system::Others) override {
    for (const std::string& piece : pieces_) {
      if (!console_.out(piece)) break;
    }
    return system::Written{};
  }

 private:
  // Large enough to be written as they are, small enough for the allocator to take them from memory that was used before.
  static constexpr std::size_t piece_size = 96u << 10;

  Console& console_;
  std::vector<std::string> pieces_;
};

}  // namespace

system::Result<std::unique_ptr<BuildOutput>> open_folder(std::string_view path) {
  auto folder = system::OutputFolder::open(std::filesystem::path(path));
  if (!folder) return tl::unexpected(folder.error());
  return std::make_unique<Folder>(std::move(*folder));
}

std::unique_ptr<BuildOutput> standard_output_of(Console& console) { return std::make_unique<Stream>(console); }

}  // namespace portolan::cli
