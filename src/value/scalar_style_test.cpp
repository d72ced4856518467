#include "value/scalar_style.h"

#include <doctest/doctest.h>

#include "value/value.h"

namespace portolan::value {

TEST_CASE("a text stands plain where every reader gives it back") {
  for (const std::string_view text : {"cart",      "apps/v1", "1.4.2",      "10.0.0.1", "registry.example.com:5000/a:b",
                                      "a#b",       "--port",  "-x",         "?x",       ":x",
                                      "8080:80",   "1:200",   "1.2.3.4:80", "zwölf",    "日本",
                                      "10Gi",      "5s",      "100m",       "50%",      "nope",
                                      "yesterday", "0xgg",    "0x",         "1a",       "v1",
                                      "a b",       "2..10",   ".",          "..",       "<<<",
                                      "~x",        "==",      "a\u00a0b",   "x{y}",     "a,b",
                                      "$(VAR)",    "1e",      "-e",         "12-34",    "2024-1",
                                      "😀"})
    CHECK_MESSAGE(scalar_style(text) == ScalarStyle::plain, text);
}

TEST_CASE("a text is quoted where some reader would read something else") {
  for (const std::string_view text : {"",
                                      " ",
                                      " a",
                                      "a ",
                                      "yes",
                                      "No",
                                      "ON",
                                      "off",
                                      "y",
                                      "N",
                                      "true",
                                      "False",
                                      "null",
                                      "~",
                                      "NULL",
                                      "=",
                                      "<<",
                                      "8080",
                                      "-1",
                                      "+1",
                                      "0",
                                      "007",
                                      "0o14",
                                      "0x1F",
                                      "0b101",
                                      "1_000",
                                      "1.5",
                                      ".5",
                                      "-.5",
                                      "1.",
                                      "1e3",
                                      "1.5e-3",
                                      "1E+5",
                                      ".inf",
                                      "-.Inf",
                                      "+.INF",
                                      ".nan",
                                      ".NaN",
                                      "1:20",
                                      "190:20:30",
                                      "-1:20",
                                      "1:20.5",
                                      "2001-12-14",
                                      "2001-1-1",
                                      "2001-12-14T21:59:43.10-05:00",
                                      "2001-12-14 21:59:43",
                                      "a: b",
                                      "a:",
                                      ": a",
                                      ":",
                                      "a #b",
                                      "#a",
                                      "- a",
                                      "-",
                                      "? a",
                                      "?",
                                      "---",
                                      "--- a",
                                      "...",
                                      "[a",
                                      "{a",
                                      "]",
                                      "}",
                                      ",a",
                                      "&a",
                                      "*a",
                                      "!a",
                                      "|",
                                      ">",
                                      "'a'",
                                      "\"a\"",
                                      "%a",
                                      "@a",
                                      "`a`",
                                      "a\tb",
                                      "a\rb",
                                      "\x01",
                                      "\x7f",
                                      "\u0085",
                                      "\u009f",
                                      "\u2028",
                                      "\u2029",
                                      "\ufeff",
                                      "\uffff"})
    CHECK_MESSAGE(scalar_style(text) == ScalarStyle::quoted, text);
}

TEST_CASE("several lines are a literal block unless one needs an escape") {
  for (const std::string_view text : {"a\nb", "a\n", "\n\na", "  a\nb\n", "a\n  \nb", "a\tb\n", "# a\nb: c\n", "a\n\n\n"})
    CHECK_MESSAGE(scalar_style(text) == ScalarStyle::literal, text);
  for (const std::string_view text : {"\n", "\n\n", "  \n", "a\r\nb", "a\n\x01", "a\n\u0085", "a\n\u2028b", "\t\n"})
    CHECK_MESSAGE(scalar_style(text) == ScalarStyle::quoted, text);
}

TEST_CASE("quoting escapes what JSON and YAML both want escaped") {
  std::string out;
  append_quoted(out, "a\"b\\c\n\t\r\b\f\x01\x7f\u0085\u2028\ufeffé😀");
  CHECK(out == R"("a\"b\\c\n\t\r\b\f\u0001\u007f\u0085\u2028\ufeffé😀")");
}

TEST_CASE("literal blocks keep every line end and every space") {
  Builder make;
  std::string out;
  emit_yaml(*make.map({{"clip", make.text("a\n\nb\n")},
                       {"strip", make.text("a\nb")},
                       {"keep", make.text("a\n\n")},
                       {"indented", make.text("  a\nb\n")},
                       {"list", make.list({make.text("x\ny\n"), make.map({{"in", make.text("p\nq")}})})}}),
            out);
  CHECK(out ==
        "clip: |\n  a\n\n  b\n"
        "strip: |-\n  a\n  b\n"
        "keep: |+\n  a\n\n"
        "indented: |2\n    a\n  b\n"
        "list:\n- |\n  x\n  y\n- in: |-\n    p\n    q\n");
}

}  // namespace portolan::value
