#include "diagnostics/render_json.h"

#include <doctest/doctest.h>

#include "diagnostics/render_sarif.h"

namespace portolan::diagnostics {

namespace {

const std::string content = "ü: {cart: }\nb: 2\n";

std::vector<Diagnostic> examples() {
  return {{.code = "P0105",
           .span = {0, 5, 9},
           .message = "a \"message\"",
           .label = "here",
           .notes = {{{0, 12, 13}, "first"}, {{}, "nowhere"}},
           .hint = "do this",
           .fix = Fix{.title = "write `cart: {}`", .edits = {{{0, 10, 10}, "{}"}, {{0, 12, 16}, ""}}}},
          {.code = "P9999", .severity = Severity::question, .message = "which?", .to = "team", .about = "cart", .blocking = false}};
}

}  // namespace

TEST_CASE("diagnostics as JSON") {
  text::Sources sources;
  sources.add("a b.yaml", content);
  std::string out;
  render_json(examples(), sources, out);
  CHECK(out == R"({
  "diagnostics": [
    {
      "code": "P0105",
      "severity": "error",
      "message": "a \"message\"",
      "file": "a b.yaml",
      "line": 1,
      "column": 5,
      "end_line": 1,
      "end_column": 9,
      "label": "here",
      "notes": [
        {
          "message": "first",
          "file": "a b.yaml",
          "line": 1,
          "column": 12,
          "end_line": 2,
          "end_column": 1
        },
        {
          "message": "nowhere"
        }
      ],
      "hint": "do this",
      "fix": {
        "title": "write `cart: {}`",
        "edits": [
          {
            "file": "a b.yaml",
            "line": 1,
            "column": 10,
            "end_line": 1,
            "end_column": 10,
            "replacement": "{}"
          },
          {
            "file": "a b.yaml",
            "line": 1,
            "column": 12,
            "end_line": 2,
            "end_column": 4,
            "replacement": ""
          }
        ]
      }
    },
    {
      "code": "P9999",
      "severity": "question",
      "message": "which?",
      "to": "team",
      "about": "cart",
      "blocking": false
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 0,
    "questions": 1,
    "blocking_questions": 0,
    "notes": 0
  }
}
)");
  out.clear();
  render_json({}, sources, out);
  CHECK(out == R"({
  "diagnostics": [],
  "summary": {
    "errors": 0,
    "warnings": 0,
    "questions": 0,
    "blocking_questions": 0,
    "notes": 0
  }
}
)");
}

TEST_CASE("diagnostics as SARIF") {
  text::Sources sources;
  sources.add("a b.yaml", content);
  std::string out;
  render_sarif(examples(), sources, "1.2.3", out);
  CHECK(out.starts_with(R"({
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "Portolan",
          "version": "1.2.3",
          "rules": [
            {
              "id": "P0101",
              "name": "invalid-utf-8",
              "shortDescription": {
                "text": "the file is not UTF-8"
              },
              "defaultConfiguration": {
                "level": "error"
              }
            },
)"));
  const std::size_t results = out.find("\"columnKind\"");
  REQUIRE(results != std::string::npos);
  CHECK(out.substr(results) == R"("columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "P0105",
          "ruleIndex": 4,
          "level": "error",
          "message": {
            "text": "a \"message\"; do this"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a%20b.yaml"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 5,
                  "endLine": 1,
                  "endColumn": 9
                }
              }
            }
          ],
          "relatedLocations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a%20b.yaml"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 12,
                  "endLine": 2,
                  "endColumn": 1
                }
              },
              "id": 0,
              "message": {
                "text": "first"
              }
            }
          ],
          "fixes": [
            {
              "description": {
                "text": "write `cart: {}`"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "a%20b.yaml"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "startLine": 1,
                        "startColumn": 10,
                        "endLine": 1,
                        "endColumn": 10
                      },
                      "insertedContent": {
                        "text": "{}"
                      }
                    },
                    {
                      "deletedRegion": {
                        "startLine": 1,
                        "startColumn": 12,
                        "endLine": 2,
                        "endColumn": 4
                      }
                    }
                  ]
                }
              ]
            }
          ]
        },
        {
          "ruleId": "P9999",
          "level": "note",
          "message": {
            "text": "which?"
          },
          "properties": {
            "question": true,
            "blocking": false,
            "to": "team",
            "about": "cart"
          }
        }
      ]
    }
  ]
}
)");
}

}  // namespace portolan::diagnostics
