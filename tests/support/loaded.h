#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "chart/load.h"
#include "support/temporary_folder.h"

namespace portolan::tests {

// A chart read from text, in a folder of its own with `files` beside it. `portolan: 1` and `app: shop` are put in front: the text
// begins on line 3.
class Loaded {
 public:
  explicit Loaded(std::string_view text, std::string environment = {}, const std::map<std::string, std::string>& files = {}) {
    for (const auto& [name, content] : files) folder_.put(name, content);
    folder_.put("portolan.yaml", "portolan: 1\napp: shop\n" + std::string(text));
    chart = chart::load({.file = folder_.path() / "portolan.yaml", .environment = std::move(environment), .profiles = {}, .set = {}},
                        ground, sink);
    REQUIRE(chart != nullptr);
    sink.sort_and_unify();
  }

  // "CODE LINE: message (hint)" of everything that was said.
  [[nodiscard]] std::string said() const {
    std::string result;
    for (const diagnostics::Diagnostic& one : sink.all()) {
      const std::string line = one.span.known() ? std::to_string(ground.sources.file(one.span.file).position(one.span.begin).line) : "-";
      result += fmt::format("{} {}: {} ({})\n", one.code, line, one.message, one.hint);
    }
    return result;
  }

 private:
  TemporaryFolder folder_;  // before what is read from it

 public:
  chart::Ground ground;
  diagnostics::Sink sink;
  std::unique_ptr<chart::Chart> chart;
};

}  // namespace portolan::tests
