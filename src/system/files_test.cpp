#include "system/files.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace portolan::system {

TEST_CASE("a regular file is read whole") {
  const tests::TemporaryFolder folder;
  const std::string content = std::string(100'000, 'x') + '\0' + "end";
  folder.put("a.yaml", content);
  folder.put("empty", "");
  CHECK(read_file(folder / "a.yaml") == content);
  CHECK(read_file(folder / "empty") == "");
  CHECK(read_file("/proc/self/cmdline")->size() > 0);  // says that it is empty, and is not
}

TEST_CASE("what cannot be read is named with the reason") {
  const tests::TemporaryFolder folder;
  folder.put("large", "0123456789");
  ::mkfifo((folder / "pipe").c_str(), 0600);
  std::filesystem::create_symlink("circle", folder / "circle");
  const auto message = [&](const char* name, std::size_t limit = 100) {
    const auto read = read_file(folder / name, limit);
    return read ? "read " + *read : folder.relative(read.error().message);
  };
  CHECK(message("nowhere") == "cannot read `nowhere`: no such file or folder");
  CHECK(message("large/below") == "cannot read `large/below`: a part of the path is not a folder");
  CHECK(message("large", 9) == "cannot read `large`: it has more than 9 bytes");
  CHECK(message("large", 10) == "read 0123456789");
  CHECK(message("pipe") == "cannot read `pipe`: it is a pipe");
  CHECK(message("circle") == "cannot read `circle`: symbolic links go in a circle");
  CHECK(read_file(folder.path()).error().message == "cannot read `" + folder.path().native() + "`: it is a folder");
  CHECK(read_file(folder.path()).error().trouble == Trouble::is_directory);
  CHECK(read_file("/dev/null").error().message == "cannot read `/dev/null`: it is a device");
}

TEST_CASE("a folder is listed in order, and links never lead out of it") {
  const tests::TemporaryFolder folder;
  folder.put("in/b.yaml", "");
  folder.put("in/a/z.yaml", "");
  folder.put("in/a-1.yaml", "");
  folder.put("out.yaml", "");
  std::filesystem::create_symlink("b.yaml", folder / "in/link.yaml");
  std::filesystem::create_symlink("../out.yaml", folder / "in/outside.yaml");
  std::filesystem::create_symlink("nowhere", folder / "in/broken.yaml");
  std::filesystem::create_symlink(".", folder / "in/circle");
  const auto entries = list_folder(folder / "in");
  REQUIRE(entries);
  std::string names;
  for (const FolderEntry& entry : *entries) names += entry.relative + ' ';
  CHECK(names == "a-1.yaml a/z.yaml b.yaml link.yaml ");
  CHECK(folder.relative(list_folder(folder / "nowhere").error().message) == "cannot list `nowhere`: no such file or folder");
}

TEST_CASE("a file is replaced as a whole and keeps what it denies") {
  const tests::TemporaryFolder folder;
  folder.put("a", "before");
  ::chmod((folder / "a").c_str(), 0600);
  std::filesystem::create_symlink("a", folder / "link");
  REQUIRE(write_file(folder / "link", "after"));
  CHECK(folder.get("a") == "after");
  CHECK(std::filesystem::is_symlink(folder / "link"));
  CHECK(std::filesystem::status(folder / "a").permissions() == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  REQUIRE(write_file(folder / "new", "content", 0640));
  CHECK(folder.get("new") == "content");
  CHECK(folder.all().size() == 3);  // the two and the link: nothing is left beside them
  CHECK(folder.relative(write_file(folder / "no/where", "").error().message) == "cannot write `no/where`: no such file or folder");
  CHECK(write_file(folder.path(), "").error().trouble == Trouble::is_directory);
}

TEST_CASE("a device is written to and stays a device") {
  REQUIRE(write_file("/dev/null", "content"));
  struct stat status;
  REQUIRE(::stat("/dev/null", &status) == 0);
  CHECK(S_ISCHR(status.st_mode));
}

TEST_CASE("no space is an error that leaves nothing behind") {
  CHECK(write_file("/dev/full", "content").error().message == "cannot write `/dev/full`: no space left on the device");
  const int full = ::open("/dev/full", O_WRONLY);
  CHECK(write_descriptor(full, "x").error().trouble == Trouble::no_space);
  ::close(full);
}

TEST_CASE("a pipe that nobody reads is an error and no signal") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(write_descriptor(ends[1], "hello"));
  char buffer[8];
  CHECK(::read(ends[0], buffer, sizeof buffer) == 5);
  ::close(ends[0]);
  for (int round = 0; round < 2; ++round) {
    const auto written = write_descriptor(ends[1], "hello");
    REQUIRE_FALSE(written);
    CHECK(written.error().trouble == Trouble::closed_pipe);
  }
  ::close(ends[1]);
}

TEST_CASE("a pipe is read to its end, up to the limit") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(write_descriptor(ends[1], "hello"));
  ::close(ends[1]);
  CHECK(read_descriptor(ends[0], "standard input") == "hello");
  ::close(ends[0]);
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(write_descriptor(ends[1], "hello"));
  ::close(ends[1]);
  CHECK(read_descriptor(ends[0], "standard input", 4).error().message == "cannot read `standard input`: it has more than 4 bytes");
  ::close(ends[0]);
}

}  // namespace portolan::system
