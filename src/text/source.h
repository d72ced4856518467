#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

// Files as they were read, and places in them.
//
// Every value that a user wrote keeps a Span into its file for the whole run, so that any later stage can name the
// line. A Span is twelve bytes and owns nothing; the Sources it points into outlives every stage.

namespace portolan::text {

// A range of bytes of one file. `file` indexes Sources; no_file marks what no file said (a default, the catalogue's own).
struct Span {
  static constexpr std::uint32_t no_file = 0xFFFFFFFF;

  std::uint32_t file = no_file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // one past the last byte

  [[nodiscard]] bool known() const { return file != no_file; }
  friend bool operator==(const Span&, const Span&) = default;
};

// One-based; the column counts code points, tabs as one.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

class SourceFile {
 public:
  SourceFile(std::string name, std::string content);

  [[nodiscard]] const std::string& name() const { return name_; }  // as said to people: relative where the user was relative
  [[nodiscard]] std::string_view content() const { return content_; }
  [[nodiscard]] Position position(std::uint32_t offset) const;
  // The line without its end, one-based; empty beyond the last.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t number) const;

 private:
  std::string name_;
  std::string content_;
  mutable std::vector<std::uint32_t> line_begins_;  // made at the first question
  void index_lines() const;
};

// Owns the files of one run. References stay valid while it lives. Not thread-safe while files are added.
class Sources {
 public:
  std::uint32_t add(std::string name, std::string content);
  [[nodiscard]] const SourceFile& file(std::uint32_t index) const { return files_[index]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] std::string_view text(Span span) const;
  // "portolan.yaml:12:5", or "(built in)" where no file said it.
  [[nodiscard]] std::string where(Span span) const;
  // "portolan.yaml:12"
  [[nodiscard]] std::string line_of(Span span) const;

 private:
  std::deque<SourceFile> files_;
};

}  // namespace portolan::text
