#include "cli/prove.h"

#include <vector>

#include "kubernetes/objects.h"
#include "value/value.h"

namespace portolan::cli {

proof::Prover prover_of(const wiring::Wiring& wiring) {
  proof::Prover prover;
  add_objects(wiring, prover);
  return prover;
}

void add_objects(const wiring::Wiring& wiring, proof::Prover& prover) {
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
}

}  // namespace portolan::cli
