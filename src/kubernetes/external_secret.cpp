#include "kubernetes/external_secret.h"

#include <algorithm>

#include "kubernetes/labels.h"

namespace portolan::kubernetes {

using value::Value;
using wiring::Secret;

Object external_secret(Scope& scope, const Secret& secret, Value* labels) {
  value::Builder& builder = scope.builder;
  Value* data = builder.list();
  for (const Secret::Key& key : secret.keys) {
    if (key.source != Secret::Source::remote) continue;
    const std::string_view detail = key.detail;
    const std::size_t hash = detail.find('#');
    Value* remote = builder.map({{"key", builder.text(detail.substr(0, hash))}});
    if (hash != std::string_view::npos) builder.append(remote, "property", builder.text(detail.substr(hash + 1)));
    builder.push(data, builder.map({{"remoteRef", remote}, {"secretKey", builder.text(key.key)}}));
  }
  const bool alone = std::ranges::all_of(secret.keys, [](const Secret::Key& key) { return key.source == Secret::Source::remote; });
  Value* spec = builder.map();
  builder.append(spec, "data", data);
  builder.append(spec, "refreshInterval", builder.text("1h0m0s"));
  builder.append(spec, "secretStoreRef",
                 builder.map({{"kind", builder.text("ClusterSecretStore")}, {"name", builder.text(scope.wiring.cluster.secret_store)}}));
  builder.append(spec, "target",
                 builder.map({{"creationPolicy", builder.text(alone ? "Owner" : "Merge")}, {"name", builder.text(secret.name)}}));
  Object object = new_object(scope, "external-secrets.io/v1", "ExternalSecret", secret.name, secret.name_space, labels);
  builder.append(object.root, "spec", spec);
  return object;
}

}  // namespace portolan::kubernetes
