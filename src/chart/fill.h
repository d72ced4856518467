#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "chart/environment.h"
#include "chart/file_scope.h"
#include "chart/text_template.h"

// Filling in `${vars.N}` and reading what other references a text holds.

namespace portolan::chart {

class Filler {
 public:
  Filler(const Files& files, const Environment& environment, const std::map<std::string, std::string>& set, diagnostics::Sink& sink);

  // What is said of the service that a text belongs to; empty texts are not filled in.
  struct Self {
    std::string name, name_space, version;
    bool versioned = false;  // the service has versions, and this is read for what they share
  };

  // References are parsed; vars and the self of `self` are filled in; an unknown var, a reference without a dot and the like go to the
  // sink once per place. A text that begins with `? `, also after filling in, is a question.
  Template fill(const yaml::Node& scalar, const Self& self, const Place& at);
  // The same for characters that a file holds.
  Template fill(std::string_view characters, text::Span span, const Self& self, const Place& at);

  // The vars of --set that no file declares.
  [[nodiscard]] std::vector<std::string> undeclared() const;

 private:
  struct Value {
    std::string_view text;
    std::uint32_t file = text::Span::no_file;
  };
  [[nodiscard]] const Value* find_var(std::string_view name, std::uint32_t file);
  void fill_into(Template& result, std::string_view characters, std::uint32_t file, text::Span span, const Self& self, unsigned depth);
  void reference(Template& result, std::string_view inside, std::string_view raw, std::uint32_t file, text::Span span, const Self& self,
                 unsigned depth);

  const Files& files_;
  const Environment& environment_;
  std::map<std::string, std::string> set_;
  diagnostics::Sink& sink_;
  std::unordered_map<std::string, Value> cache_;  // "FILE/NAME"
  std::size_t work_ = 0;                          // of the text that is being filled: vars, and their kilobytes
};

}  // namespace portolan::chart
