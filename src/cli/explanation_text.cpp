#include "cli/explanation_text.h"

#include <algorithm>

#include <fmt/core.h>

namespace portolan::cli {

namespace {

class Writer {
 public:
  Writer(const text::Sources& sources, bool color) : sources_(sources), color_(color) {}

  std::string write(const proof::Explanation& explanation) {
    const std::string port = explanation.port ? fmt::format(" on port {}", *explanation.port) : std::string();
    if (explanation.answer == proof::Explanation::Answer::yes)
      yes(explanation, port);
    else
      no(explanation, port);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string strong(std::string_view word, std::string_view sgr) const {
    return color_ ? fmt::format("\x1b[1;{}m{}\x1b[0m", sgr, word) : std::string(word);
  }
  void place(const text::Span& span, std::string_view sentence) {
    out_ += span.known() ? fmt::format("  {}: {}\n", sources_.line_of(span), sentence) : fmt::format("  {}\n", sentence);
  }

  void yes(const proof::Explanation& explanation, const std::string& port) {
    out_ += fmt::format("{}: {} can connect to {}{}\n", strong("yes", "32"), explanation.from, explanation.to, port);
    for (const auto& grant : explanation.grants) {
      out_ += '\n';
      place(grant.place, grant.because);
      if (explanation.grants.size() > 1 || grant.from != explanation.from || grant.to != explanation.to)
        out_ += fmt::format("    from {} to {}, {}\n", grant.from, grant.to, grant.ports);
      else
        out_ += fmt::format("    {}\n", grant.ports);
      for (const auto& rule : grant.egress) out_ += fmt::format("    out by {}\n", proof::to_text(rule));
      for (const auto& rule : grant.ingress) out_ += fmt::format("    in by  {}\n", proof::to_text(rule));
    }
    rights(explanation);
    for (const std::string& remark : explanation.remarks) out_ += fmt::format("\n  note: {}\n", remark);
  }

  void rights(const proof::Explanation& explanation) {
    std::string_view user;
    for (const auto& right : explanation.rights) {
      if (right.user != user) out_ += fmt::format("\n  as {} it may\n", right.user);
      user = right.user;
      out_ += fmt::format("    {}\n", right.words);
      for (const text::Span& span : right.places)
        if (span.known()) out_ += fmt::format("      from {}\n", sources_.line_of(span));
    }
  }

  void no(const proof::Explanation& explanation, const std::string& port) {
    out_ += fmt::format("{}: {} cannot connect to {}{}\n", strong("no", "31"), explanation.from, explanation.to, port);
    if (!explanation.refused_by.empty()) out_ += '\n';
    for (const std::string& refused : explanation.refused_by) out_ += fmt::format("  {}\n", refused);
    if (!explanation.near_misses.empty()) out_ += '\n';
    for (const auto& near : explanation.near_misses) place(near.place, near.sentence);
    for (const auto& addition : explanation.additions) {
      out_ += fmt::format("\n  to {}, write at {}:\n", addition.title, sources_.line_of(addition.place));
      for (std::size_t begin = 0; begin < addition.lines.size();) {
        const std::size_t end = std::min(addition.lines.find('\n', begin), addition.lines.size());
        out_ += fmt::format("    {}\n", std::string_view(addition.lines).substr(begin, end - begin));
        begin = end + 1;
      }
    }
    for (const std::string& remark : explanation.remarks) out_ += fmt::format("\n  note: {}\n", remark);
  }

  const text::Sources& sources_;
  bool color_;
  std::string out_;
};

}  // namespace

std::string to_text(const proof::Explanation& explanation, const text::Sources& sources, bool color) {
  return Writer(sources, color).write(explanation);
}

}  // namespace portolan::cli
