#pragma once

#include <string_view>
#include <vector>

#include "chart/declarations.h"
#include "chart/merge.h"

// The layers of a service or server, lowest first: defaults of the includers and of its file, templates left to right each
// over what it extends, and what is said of it itself.

namespace portolan::chart {

struct Layered {
  const yaml::Node* whole = nullptr;            // all layers merged; a map, never null
  std::vector<text::Span> own;                  // where the declaration itself speaks; everything else is inherited
  std::vector<std::string_view> removed_links;  // link targets that some layer says and the result lacks
};

class Layers {
 public:
  Layers(const Files& files, const Environment& environment, yaml::Arena& arena, diagnostics::Sink& sink)
      : files_(files), environment_(environment), arena_(arena), sink_(sink) {}

  // `section` is services, stores or brokers. `under` lies below everything (a catalogue entry); may be nullptr.
  Layered apply(std::string_view section, const Declaration& declaration, std::span<const yaml::Node* const> under = {}) {
    return apply(section, declaration, under, true);
  }
  // The same without the catalogue entry, which has yet to be found, and so without a word about nulls: they may remove what it says.
  Layered without_catalogue(std::string_view section, const Declaration& declaration) { return apply(section, declaration, {}, false); }

 private:
  Layered apply(std::string_view section, const Declaration& declaration, std::span<const yaml::Node* const> under, bool complete);
  void add_defaults(std::string_view section, const FileScope* scope, std::vector<const yaml::Node*>& layers);
  void add_templates(const yaml::Node& extends, const FileScope& scope, std::vector<const yaml::Node*>& layers);
  void add_template(std::string_view name, text::Span said, const FileScope& scope, std::vector<const yaml::Node*>& layers);

  const Files& files_;
  const Environment& environment_;
  yaml::Arena& arena_;
  diagnostics::Sink& sink_;
  std::vector<std::string_view> open_;
  bool too_many_said_ = false;
};

}  // namespace portolan::chart
