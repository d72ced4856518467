#include "kubernetes/labels.h"

#include "kubernetes/names.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Party;
using wiring::PartyKind;
using wiring::ServiceKind;

namespace {

constexpr std::string_view component_label = "app.kubernetes.io/component";
constexpr std::string_view manager_label = "app.kubernetes.io/managed-by";
constexpr std::string_view name_label = "app.kubernetes.io/name";
constexpr std::string_view version_label = "app.kubernetes.io/version";

std::string_view component(const Party& party) {
  switch (party.kind) {
    case PartyKind::store:
    case PartyKind::broker: return party.server_kind;
    case PartyKind::external: return "external";
    case PartyKind::outside: return "outside";
    case PartyKind::service: break;
  }
  switch (party.service_kind) {
    case ServiceKind::service: return "service";
    case ServiceKind::worker: return "worker";
    case ServiceKind::job: return "job";
    case ServiceKind::schedule: return "schedule";
  }
  return "service";
}

Value* base_labels(Scope& scope, const Party& party, std::string_view instance) {
  value::Builder& builder = scope.builder;
  Value* labels = builder.map();
  builder.append(labels, component_label, builder.text(label_value(builder, component(party))));
  builder.append(labels, instance_label, builder.text(label_value(builder, instance)));
  builder.append(labels, manager_label, builder.text("portolan"));
  builder.append(labels, name_label, builder.text(label_value(builder, party.name)));
  builder.append(labels, part_of_label, builder.text(label_value(builder, scope.wiring.app)));
  return labels;
}

void add_owner(Scope& scope, const Party& party, Value* labels) {
  const std::string_view owner = label_value(scope.builder, party.owner);
  if (!owner.empty()) scope.builder.append(labels, "owner", scope.builder.text(owner));
}

}  // namespace

Value* workload_labels(Scope& scope, const wiring::Workload& workload) {
  value::Builder& builder = scope.builder;
  const Party& party = scope.wiring.parties[workload.party];
  Value* labels = base_labels(scope, party, workload.name);
  const std::string_view version = label_value(builder, image_tag(workload.main.image));
  if (!version.empty()) builder.append(labels, version_label, builder.text(version));
  add_owner(scope, party, labels);
  for (const auto& [key, text] : workload.labels) {
    if (labels->get(key) == nullptr) builder.append(labels, key, builder.text(label_value(builder, text)));
  }
  if (workload.identity.contains("azure") && labels->get("azure.workload.identity/use") == nullptr) {
    builder.append(labels, "azure.workload.identity/use", builder.text("true"));
  }
  return labels;
}

Value* companion_labels(Scope& scope, const wiring::Workload& workload) {
  return party_labels(scope, scope.wiring.parties[workload.party], workload.name);
}

Value* party_labels(Scope& scope, const Party& party, std::string_view instance) {
  Value* labels = base_labels(scope, party, instance);
  add_owner(scope, party, labels);
  return labels;
}

Value* shared_labels(Scope& scope) {
  value::Builder& builder = scope.builder;
  Value* labels = builder.map();
  builder.append(labels, manager_label, builder.text("portolan"));
  builder.append(labels, part_of_label, builder.text(label_value(builder, scope.wiring.app)));
  const std::string_view owner = label_value(builder, scope.wiring.owner);
  if (!owner.empty()) builder.append(labels, "owner", builder.text(owner));
  return labels;
}

Value* workload_selector(Scope& scope, const wiring::Workload& workload) {
  return scope.builder.map({{instance_label, scope.builder.text(label_value(scope.builder, workload.name))}});
}

Value* match_labels(Scope& scope, Value* labels) { return scope.builder.map({{"matchLabels", labels}}); }

Value* versions_selector(Scope& scope, const Party& party) {
  value::Builder& builder = scope.builder;
  return builder.map({{name_label, builder.text(label_value(builder, party.name))}});
}

Object new_object(Scope& scope, std::string_view api_version, std::string_view kind, std::string_view name, std::string_view name_space,
                  Value* labels, Value* annotations) {
  value::Builder& builder = scope.builder;
  Value* metadata = builder.map();
  if (annotations != nullptr && annotations->count != 0) builder.append(metadata, "annotations", annotations);
  builder.append(metadata, "labels", labels);
  builder.append(metadata, "name", builder.text(name));
  if (!name_space.empty()) builder.append(metadata, "namespace", builder.text(name_space));
  Value* root = builder.map();
  builder.append(root, "apiVersion", builder.text(api_version));
  builder.append(root, "kind", builder.text(kind));
  builder.append(root, "metadata", metadata);
  return {.api_version = api_version, .kind = kind, .name = name, .name_space = name_space, .root = root};
}

}  // namespace portolan::kubernetes
