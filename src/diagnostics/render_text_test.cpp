#include "diagnostics/render_text.h"

#include <doctest/doctest.h>

namespace portolan::diagnostics {

namespace {

struct Rendering {
  text::Sources sources;
  std::vector<Diagnostic> diagnostics;

  explicit Rendering(std::string content) { sources.add("portolan.yaml", std::move(content)); }
  text::Span of(std::string_view words, std::size_t from = 0) const {
    const std::size_t at = sources.file(0).content().find(words, from);
    REQUIRE(at != std::string_view::npos);
    return {0, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }
  std::string text(const TextStyle& style = {}) const {
    std::string out;
    render_text(diagnostics, sources, style, out);
    return out;
  }
};

}  // namespace

TEST_CASE("a mistake is shown with its line, its notes, what to do and how to have it done") {
  Rendering rendering("services:\n  cart:\n    image: a\n    image: b\n");
  rendering.diagnostics.push_back({.code = "P0105",
                                   .span = rendering.of("image", 25),
                                   .message = "the key `image` stands twice in this map",
                                   .label = "again here",
                                   .notes = {{rendering.of("image"), "first here"}, {{}, "without a place"}},
                                   .hint = "keep one of the two",
                                   .fix = Fix{.title = "remove the second", .edits = {}}});
  rendering.diagnostics.push_back({.code = "P0001", .severity = Severity::warning, .message = "no place"});
  CHECK(rendering.text() ==
        "portolan.yaml:4:5: error: the key `image` stands twice in this map [P0105]\n"
        "    4 |     image: b\n"
        "      |     ^^^^^ again here\n"
        "  portolan.yaml:3:5: first here\n"
        "    3 |     image: a\n"
        "      |     ^^^^^\n"
        "  without a place\n"
        "  hint: keep one of the two\n"
        "  fix: remove the second (portolan check --fix)\n"
        "warning: no place [P0001]\n"
        "\n"
        "1 error, 1 warning; `portolan check --explain P0105` says more about a code\n");
}

TEST_CASE("colours are put around words and never change the text") {
  Rendering rendering("a: b\n");
  rendering.diagnostics.push_back({.code = "P0122", .span = rendering.of("b"), .message = "no"});
  CHECK(rendering.text({.color = ColorMode::ansi}) ==
        "portolan.yaml:1:4: \x1b[1;31merror\x1b[0m: \x1b[1mno\x1b[0m [P0122]\n"
        "  \x1b[2m  1 |\x1b[0m a: b\n"
        "  \x1b[2m    |\x1b[0m    \x1b[1;31m^\x1b[0m\n"
        "\n"
        "\x1b[1m1 error\x1b[0m; `portolan check --explain P0122` says more about a code\n");
}

TEST_CASE("the caret stands below tabs, wide characters and marks") {
  Rendering rendering("\tü: 日本 e\u0301 x\n");
  rendering.diagnostics.push_back({.code = "P0122", .span = rendering.of("日本"), .message = "wide"});
  rendering.diagnostics.push_back({.code = "P0122", .span = rendering.of("x"), .message = "behind"});
  CHECK(rendering.text() ==
        "portolan.yaml:1:5: error: wide [P0122]\n"
        "    1 |     ü: 日本 e\u0301 x\n"
        "      |        ^^^^\n"
        "portolan.yaml:1:11: error: behind [P0122]\n"
        "    1 |     ü: 日本 e\u0301 x\n"
        "      |               ^\n"
        "\n"
        "2 errors; `portolan check --explain P0122` says more about a code\n");
}

TEST_CASE("nothing from a file moves the cursor or reorders the line") {
  Rendering rendering("a: \x1b[31m\u202e\xff\x7f!\n");
  rendering.diagnostics.push_back(
      {.code = "P0122", .span = rendering.of("!"), .message = "key `\x1b[2J`", .label = "\r", .hint = "\u2066"});
  CHECK(rendering.text() ==
        "portolan.yaml:1:12: error: key `\uFFFD[2J` [P0122]\n"
        "    1 | a: \uFFFD[31m\uFFFD\uFFFD\uFFFD!\n"
        "      |            ^ \uFFFD\n"
        "  hint: \uFFFD\n"
        "\n"
        "1 error; `portolan check --explain P0122` says more about a code\n");
  CHECK(rendering.text({.unicode = false}).find("\uFFFD") == std::string::npos);
}

TEST_CASE("a long line is cut around what is meant") {
  Rendering rendering("key: " + std::string(300, 'a') + "HERE" + std::string(300, 'b') + "\n");
  rendering.diagnostics.push_back({.code = "P0122", .span = rendering.of("HERE"), .message = "long"});
  CHECK(rendering.text({.width = 50}) ==
        "portolan.yaml:1:306: error: long [P0122]\n"
        "    1 | …aaaaaaaaaaaHEREbbbbbbbbbbbbbbbbbbbbbbbbb…\n"
        "      |             ^^^^\n"
        "\n"
        "1 error; `portolan check --explain P0122` says more about a code\n");
}

TEST_CASE("of several lines the first and the last are shown") {
  Rendering rendering("env:\n  A: 1\n  B: 2\n  C: 3\nend: x\n");
  const text::Span all{0, 0, rendering.of("3").end};
  const text::Span two{0, rendering.of("A").begin, rendering.of("2").end};
  rendering.diagnostics.push_back({.code = "P0122", .span = all, .message = "all", .label = "these"});
  rendering.diagnostics.push_back({.code = "P0122", .span = two, .message = "two"});
  CHECK(rendering.text() ==
        "portolan.yaml:1:1: error: all [P0122]\n"
        "    1 | env:\n"
        "      | ^^^^\n"
        "  ... |\n"
        "    4 |   C: 3\n"
        "      |   ^^^^ these\n"
        "portolan.yaml:2:3: error: two [P0122]\n"
        "    2 |   A: 1\n"
        "      |   ^^^^\n"
        "    3 |   B: 2\n"
        "      |   ^^^^\n"
        "\n"
        "2 errors; `portolan check --explain P0122` says more about a code\n");
}

TEST_CASE("places at the end of a line and of a file have a caret") {
  Rendering rendering("a:\n");
  rendering.diagnostics.push_back({.code = "P0122", .span = {0, 2, 2}, .message = "end of line"});
  rendering.diagnostics.push_back({.code = "P0122", .span = {0, 3, 3}, .message = "end of file"});
  CHECK(rendering.text() ==
        "portolan.yaml:1:3: error: end of line [P0122]\n"
        "    1 | a:\n"
        "      |   ^\n"
        "portolan.yaml:2:1: error: end of file [P0122]\n"
        "    2 | \n"
        "      | ^\n"
        "\n"
        "2 errors; `portolan check --explain P0122` says more about a code\n");
  Rendering empty("");
  empty.diagnostics.push_back({.code = "P0122", .span = {0, 0, 0}, .message = "nothing in it"});
  CHECK(empty.text() ==
        "portolan.yaml:1:1: error: nothing in it [P0122]\n\n1 error; `portolan check --explain P0122` says more about a code\n");
}

TEST_CASE("questions come last, by who can answer them, those that block first") {
  Rendering rendering("a\nb\nc\nd\ne\n");
  const auto ask = [&](std::string_view at, std::string message, std::string to, std::string about, bool blocking) {
    rendering.diagnostics.push_back({.code = "P1001",
                                     .severity = Severity::question,
                                     .span = rendering.of(at),
                                     .message = std::move(message),
                                     .to = std::move(to),
                                     .about = std::move(about),
                                     .blocking = blocking});
  };
  ask("a", "which health?", "team-a", "ads", false);
  ask("b", "which health?", "team-b", "cart", false);
  ask("c", "which image?", "team-b", "cart", true);
  ask("d", "whose?", "", "db", true);
  rendering.diagnostics.push_back({.code = "P0105", .span = rendering.of("e"), .message = "twice"});
  CHECK(rendering.text() ==
        "portolan.yaml:5:1: error: twice [P0105]\n"
        "    5 | e\n"
        "      | ^\n"
        "\n"
        "Open questions about db\n"
        "portolan.yaml:4:1: question: whose? [P1001]\n"
        "    4 | d\n"
        "      | ^\n"
        "\n"
        "Open questions to team-b about cart\n"
        "portolan.yaml:3:1: question: which image? [P1001]\n"
        "    3 | c\n"
        "      | ^\n"
        "portolan.yaml:2:1: question (does not block): which health? [P1001]\n"
        "    2 | b\n"
        "      | ^\n"
        "\n"
        "Open questions to team-a about ads\n"
        "portolan.yaml:1:1: question (does not block): which health? [P1001]\n"
        "    1 | a\n"
        "      | ^\n"
        "\n"
        "1 error, 4 open questions (2 block); `portolan check --explain P0105` says more about a code\n");
}

TEST_CASE("nothing to say is nothing said") { CHECK(Rendering("a").text() == ""); }

}  // namespace portolan::diagnostics
