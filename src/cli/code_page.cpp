#include "cli/code_page.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::cli {

namespace {

constexpr unsigned widest = 100;  // longer lines are hard to read, however wide the terminal
constexpr std::string_view fence = "```";

class Printer {
 public:
  explicit Printer(const CodePageStyle& style) : style_(style), width_(std::min(style.width, widest)) {}

  std::string print(std::string_view page) {
    while (!page.empty()) {
      const std::size_t end = page.find('\n');
      line(page.substr(0, end));
      page.remove_prefix(end == std::string_view::npos ? page.size() : end + 1);
    }
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    if (text.starts_with(fence)) {
      block_ = !block_;
      if (block_) file_name(text);
    } else if (block_) {
      out_ += text.empty() ? std::string("\n") : fmt::format("    {}\n", text);
    } else if (text.starts_with("<!-- ")) {
      comment_ = true;
    } else if (text.starts_with("# ")) {
      out_ += style_.color ? fmt::format("\x1b[1m{}\x1b[0m\n", text.substr(2)) : fmt::format("{}\n", text.substr(2));
    } else if (text.empty()) {
      // A comment takes the empty line behind it along.
      if (!comment_) out_ += '\n';
      comment_ = false;
    } else {
      paragraph(text);
    }
  }

  // Of a file that stands beside the chart, where the sentence in front does not say it.
  void file_name(std::string_view opening) {
    const std::size_t space = opening.find(' ');
    if (space == std::string_view::npos) return;
    const std::string_view name = opening.substr(space + 1);
    if (sentence_.find(name) == std::string_view::npos) out_ += fmt::format("  {}:\n\n", name);
  }

  void paragraph(std::string_view text) {
    sentence_ = text;
    while (width_ != 0 && text.size() > width_) {
      std::size_t cut = text.rfind(' ', width_);
      if (cut == std::string_view::npos || cut == 0) cut = text.find(' ');
      if (cut == std::string_view::npos) break;
      out_ += fmt::format("{}\n", text.substr(0, cut));
      text.remove_prefix(cut + 1);
    }
    out_ += fmt::format("{}\n", text);
  }

  CodePageStyle style_;
  unsigned width_;
  std::string out_;
  std::string_view sentence_;  // the last paragraph
  bool block_ = false, comment_ = false;
};

}  // namespace

std::string to_text(std::string_view page, const CodePageStyle& style) { return Printer(style).print(page); }

}  // namespace portolan::cli
