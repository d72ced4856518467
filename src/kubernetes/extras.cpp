#include "kubernetes/extras.h"

#include "kubernetes/labels.h"
#include "kubernetes/trees.h"

namespace portolan::kubernetes {

using value::Value;

void add_extras(Scope& scope, std::vector<Object>& objects) {
  value::Builder& builder = scope.builder;
  const auto text = [](const Value* value) { return value == nullptr ? std::string_view() : value->text(); };
  for (const wiring::Extra& extra : scope.wiring.extras) {
    if (extra.object == nullptr || !extra.object->is_map()) continue;
    Value* root = copy_tree(builder, *extra.object);
    Value* metadata = ensure_map(builder, root, "metadata");
    Value* labels = ensure_map(builder, metadata, "labels");
    for (const value::Member& ours : shared_labels(scope)->map()) {
      if (ours.key != "owner" || labels->get("owner") == nullptr) builder.set(labels, ours.key, ours.value);
    }
    objects.push_back({.api_version = text(root->get("apiVersion")),
                       .kind = text(root->get("kind")),
                       .name = text(metadata->get("name")),
                       .name_space = text(metadata->get("namespace")),
                       .root = root});
  }
}

}  // namespace portolan::kubernetes
