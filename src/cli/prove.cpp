#include "cli/prove.h"

#include <vector>

#include <fmt/core.h>

#include "value/value.h"

namespace portolan::cli {

void add_patch_troubles(const kubernetes::Emitter& emitter, const wiring::Wiring& wiring, diagnostics::Sink& sink) {
  for (const auto& trouble : emitter.patch_troubles()) {
    sink.add({.code = "P0501",
              .span = wiring.patches[trouble.patch].at.said,
              .message = fmt::format("this patch {}", trouble.message),
              .hint = "`portolan build` without the patch shows the objects as they are, with their kinds and names"});
  }
}

proof::Prover prover_of(const wiring::Wiring& wiring, diagnostics::Sink* sink) {
  proof::Prover prover;
  add_objects(wiring, prover, sink);
  return prover;
}

void add_objects(const wiring::Wiring& wiring, proof::Prover& prover, diagnostics::Sink* sink) {
  kubernetes::Emitter emitter(wiring);
  value::Builder builder;
  std::vector<kubernetes::Object> objects;
  std::vector<value::Value*> roots;
  for (const kubernetes::Group& group : emitter.groups()) {
    builder.reset();
    objects.clear();
    roots.clear();
    emitter.emit(group, builder, objects);
    for (const kubernetes::Object& object : objects) roots.push_back(object.root);
    prover.add_group(std::span<value::Value* const>(roots));
  }
  if (sink != nullptr) add_patch_troubles(emitter, wiring, *sink);
}

}  // namespace portolan::cli
