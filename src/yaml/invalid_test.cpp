#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "diagnostics/render_text.h"
#include "yaml/parse.h"

// Every file of tests/yaml/invalid with everything that is said about it, as tests/yaml/invalid/expected.txt has it.
// With PORTOLAN_UPDATE in the environment that file is written instead; read what changed before you commit it.

namespace portolan::yaml {

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string said_about(const std::filesystem::path& path) {
  text::Sources sources;
  Arena arena;
  diagnostics::Sink sink;
  const std::uint32_t file = sources.add(path.filename().native(), read(path));
  const Node* root = parse(sources, file, arena, sink);
  CHECK_MESSAGE(sink.has_errors(), path.native());
  sink.sort_and_unify();
  std::string out = fmt::format("== {} ({})\n", path.filename().native(), root == nullptr ? "nothing is read" : "the rest is read");
  diagnostics::render_text(sink.all(), sources, {}, out);
  return out;
}

}  // namespace

TEST_CASE("every invalid file has its message") {
  const std::filesystem::path folder = std::filesystem::path(PORTOLAN_SOURCE_DIR) / "tests/yaml/invalid";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::ranges::sort(files);
  REQUIRE(files.size() > 80);
  const std::string expected = read(folder / "expected.txt");
  std::string all;
  for (const std::filesystem::path& path : files) {
    const std::string said = said_about(path);
    all += said;
    CHECK_MESSAGE(expected.find(said) != std::string::npos, "expected.txt has it otherwise:\n" << said);
  }
  if (std::getenv("PORTOLAN_UPDATE") != nullptr)
    std::ofstream(folder / "expected.txt", std::ios::binary) << all;
  else
    CHECK_MESSAGE(all.size() == expected.size(), "expected.txt has files that are gone");
}

}  // namespace portolan::yaml
