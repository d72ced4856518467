#include "chart/server_kind.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "text/edit_distance.h"

namespace portolan::chart {

const catalog::Kind* kind_of(const Declaration& declaration, const yaml::Node& whole, Decoder& decoder) {
  Ground& ground = decoder.ground();
  diagnostics::Sink& sink = decoder.sink();
  decoder.set_subject({});
  const yaml::Node* kind_node = whole.get("kind");
  if (kind_node == nullptr || !kind_node->is_scalar()) {
    sink.add({.code = "P0334",
              .span = declaration.entry->key_span,
              .message = fmt::format("`{}` says no `kind`", declaration.name),
              .hint = fmt::format("kinds are {}", fmt::join(ground.catalogs.back()->names(), ", "))});
    return nullptr;
  }
  const std::string kind_name = decoder.text(*kind_node);
  const catalog::Kind* kind = ground.catalogs.back()->find(kind_name);
  const std::vector<std::string_view> known = ground.catalogs.back()->names();
  // What the catalogue names and cannot give was refused where it was read.
  if (kind != nullptr || std::binary_search(known.begin(), known.end(), kind_name)) return kind;
  const auto near = text::nearest(kind_name, known);
  diagnostics::Diagnostic diagnostic{
      .code = "P0335",
      .span = kind_node->span,
      .message = fmt::format("the catalogue has no kind `{}`", kind_name),
      .hint = near ? fmt::format("did you mean `{}`?", *near)
                   : fmt::format("kinds are {}; your own go into `catalog/` beside the chart", fmt::join(known, ", "))};
  if (near && ground.sources.text(kind_node->span) == kind_name)
    diagnostic.fix = diagnostics::Fix{fmt::format("write `{}`", *near), {{kind_node->span, std::string(*near)}}};
  sink.add(std::move(diagnostic));
  return nullptr;
}

}  // namespace portolan::chart
