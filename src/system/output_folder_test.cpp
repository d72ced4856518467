#include "system/output_folder.h"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <map>

#include "support/temporary_folder.h"
#include "system/digest.h"

namespace portolan::system {

namespace {

using Files = std::map<std::string, std::string>;

struct Output {
  tests::TemporaryFolder folder;

  // "created changed unchanged removed", or the failure's message.
  std::string write(const Files& files, std::string_view name = "out") {
    auto output = OutputFolder::open(folder / name);
    if (!output) return folder.relative(output.error().message);
    for (const auto& [relative, content] : files)
      if (auto added = output->add(relative, content); !added) return folder.relative(added.error().message);
    const auto written = output->commit();
    if (!written) return folder.relative(written.error().message);
    return fmt::format("{} {} {} {}", written->created, written->changed, written->unchanged, written->removed);
  }
  // Without the list of files.
  Files contents() const {
    Files files = folder.all();
    files.erase("out/.portolan-files");
    return files;
  }
};

}  // namespace

TEST_CASE("a folder that does not exist is made, with the folders that lead to it") {
  Output output;
  CHECK(output.write({{"a.yaml", "A"}, {"base/b.yaml", "B"}}, "deep/down/out") == "2 0 0 0");
  CHECK(output.folder.all() ==
        Files{{"deep/down/out/.portolan-files", sha256_hex("A") + "  a.yaml\n" + sha256_hex("B") + "  base/b.yaml\n"},
              {"deep/down/out/a.yaml", "A"},
              {"deep/down/out/base/b.yaml", "B"}});
}

TEST_CASE("a second run changes what differs, removes what is gone and leaves the rest its time") {
  Output output;
  REQUIRE(output.write({{"same.yaml", "S"}, {"changed.yaml", "1"}, {"old/deep/gone.yaml", "G"}}) == "3 0 0 0");
  struct stat before, after;
  ::stat((output.folder / "out/same.yaml").c_str(), &before);
  CHECK(output.write({{"same.yaml", "S"}, {"changed.yaml", "2"}, {"new/a.yaml", "N"}}) == "1 1 1 1");
  ::stat((output.folder / "out/same.yaml").c_str(), &after);
  CHECK(before.st_ino == after.st_ino);
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
  CHECK(output.contents() == Files{{"out/same.yaml", "S"}, {"out/changed.yaml", "2"}, {"out/new/a.yaml", "N"}});
  CHECK_FALSE(std::filesystem::exists(output.folder / "out/old"));
  CHECK(output.write({{"same.yaml", "S"}, {"changed.yaml", "2"}, {"new/a.yaml", "N"}}) == "0 0 3 0");
}

TEST_CASE("without commit nothing happens, and nothing is left") {
  Output output;
  {
    auto opened = OutputFolder::open(output.folder / "out");
    REQUIRE(opened);
    REQUIRE(opened->add("a.yaml", "A"));
    OutputFolder moved = std::move(*opened);
    REQUIRE(moved.add("b.yaml", "B"));
  }
  CHECK(std::filesystem::is_empty(output.folder.path()));
}

TEST_CASE("files of others and files that were changed are never touched; all of them are named") {
  Output output;
  REQUIRE(output.write({{"a.yaml", "A"}, {"b.yaml", "B"}, {"c.yaml", "C"}}) == "3 0 0 0");
  output.folder.put("out/a.yaml", "edited");
  output.folder.put("out/c.yaml", "edited too");
  output.folder.put("out/mine.yaml", "mine");
  output.folder.put("out/notes.txt", "not in the way");
  const Files before = output.folder.all();
  CHECK(output.write({{"a.yaml", "A2"}, {"b.yaml", "B2"}, {"mine.yaml", "M"}}) ==
        "cannot write into `out`:\n"
        "  `out/a.yaml` was changed since Portolan wrote it\n"
        "  `out/mine.yaml` was not written by Portolan\n"
        "  `out/c.yaml` is no longer written, but was changed since Portolan wrote it\n"
        "nothing was written; move these away, or choose another folder");
  CHECK(output.folder.all() == before);
  // Files that hold what is to stand there, or nothing, are in nobody's way.
  output.folder.put("out/a.yaml", "A2");
  output.folder.put("out/c.yaml", "");
  output.folder.put("out/mine.yaml", "M");
  CHECK(output.write({{"a.yaml", "A2"}, {"b.yaml", "B2"}, {"mine.yaml", "M"}}) == "0 1 2 1");
  CHECK(output.contents() ==
        Files{{"out/a.yaml", "A2"}, {"out/b.yaml", "B2"}, {"out/mine.yaml", "M"}, {"out/notes.txt", "not in the way"}});
}

TEST_CASE("a list of files that leads out of the folder is refused") {
  Output output;
  output.folder.put("precious", "P");
  output.folder.put("out/.portolan-files", sha256_hex("P") + "  ../precious\n");
  CHECK(output.write({}) == "cannot write into `out`: its `.portolan-files` is not a list that Portolan wrote");
  CHECK(output.folder.get("precious") == "P");
}

TEST_CASE("symbolic links inside are never followed; the folder itself may be one") {
  Output output;
  output.folder.put("precious/a.yaml", "P");
  std::filesystem::create_directory(output.folder / "out");
  std::filesystem::create_directory_symlink("../precious", output.folder / "out/base");
  std::filesystem::create_symlink("../precious/a.yaml", output.folder / "out/b.yaml");
  CHECK(output.write({{"base/a.yaml", "A"}, {"b.yaml", "B"}}) ==
        "cannot write into `out`:\n"
        "  `out/b.yaml` was not written by Portolan\n"
        "  `out/base` is a symbolic link\n"
        "nothing was written; move these away, or choose another folder");
  CHECK(output.folder.get("precious/a.yaml") == "P");
  std::filesystem::create_directory(output.folder / "real");
  std::filesystem::create_directory_symlink("real", output.folder / "link");
  CHECK(output.write({{"a.yaml", "A"}}, "link") == "1 0 0 0");
  CHECK(output.folder.get("real/a.yaml") == "A");
}

TEST_CASE("names that are none are refused") {
  Output output;
  CHECK(output.write({{"../a", ""}}) == "`../a` cannot be the name of a file in an output folder");
  CHECK(output.write({{"/a", ""}}) == "`/a` cannot be the name of a file in an output folder");
  CHECK(output.write({{"a//b", ""}}) == "`a//b` cannot be the name of a file in an output folder");
  CHECK(output.write({{".portolan-files", ""}}) == "`.portolan-files` cannot be the name of a file in an output folder");
  CHECK(output.write({{"a", ""}, {"a/b", ""}}) == "cannot write `out/a/b`: a part of the path is not a folder");
  auto twice = OutputFolder::open(output.folder / "out");
  REQUIRE(twice->add("a", "1"));
  CHECK(output.folder.relative(twice->add("a", "2").error().message) == "`out/a` would be written twice");
}

TEST_CASE("a target that cannot be a folder is named") {
  Output output;
  output.folder.put("file", "F");
  std::filesystem::create_symlink("nowhere", output.folder / "broken");
  CHECK(output.write({}, "file") == "cannot write into `file`: it is not a folder");
  CHECK(output.write({}, "file/below") == "cannot write into `file/below`: a part of the path is not a folder");
  CHECK(output.write({}, "broken") == "cannot write into `broken`: it is a symbolic link to nothing");
  output.folder.put("out/a/b", "a folder stands where a file is to be");
  CHECK(output.write({{"a", ""}}) ==
        "cannot write into `out`:\n  `out/a` was not written by Portolan\nnothing was written; move these away, or choose another folder");
}

TEST_CASE("when a move fails, those before it are taken back") {
  Output output;
  REQUIRE(output.write({{"a.yaml", "A"}, {"b.yaml", "B"}, {"gone.yaml", "G"}}) == "3 0 0 0");
  const Files before = output.folder.all();
  auto opened = OutputFolder::open(output.folder / "out");
  REQUIRE(opened);
  REQUIRE(opened->add("a.yaml", "A2"));
  REQUIRE(opened->add("b/c.yaml", "C"));
  REQUIRE(opened->add("z/z.yaml", "Z"));
  output.folder.put("out/z", "came in between");
  const auto committed = opened->commit();
  REQUIRE_FALSE(committed);
  CHECK(output.folder.relative(committed.error().message) == "cannot write `out/z/z.yaml`: a part of the path is not a folder");
  opened = OutputFolder::open(output.folder / "out");  // lets go of the staging folder
  std::filesystem::remove(output.folder / "out/z");
  CHECK(output.folder.all() == before);
  CHECK_FALSE(std::filesystem::exists(output.folder / "out/b"));
}

TEST_CASE("what a killed run left behind is removed by the next one") {
  Output output;
  output.folder.put(".out.portolan-1-0/new/a.yaml", "left behind");
  output.folder.put(".other.portolan-1-0/new/a.yaml", "of another output");
  CHECK(output.write({{"a.yaml", "A"}}) == "1 0 0 0");
  CHECK_FALSE(std::filesystem::exists(output.folder / ".out.portolan-1-0"));
  CHECK(std::filesystem::exists(output.folder / ".other.portolan-1-0"));
}

}  // namespace portolan::system
