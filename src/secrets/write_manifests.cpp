#include <fmt/core.h>

#include "secrets/manifest_words.h"
#include "secrets/manifests.h"
#include "text/base64.h"
#include "value/value.h"

namespace portolan::secrets {

std::string write_manifests(const Values& values, const Owner& owner) {
  std::string out =
      fmt::format("# Secrets of {}{}{}, by `portolan secrets`. They are not encrypted: keep this file out of version control.\n", owner.app,
                  owner.environment.empty() ? "" : " in ", owner.environment);
  value::Builder make;
  for (const auto& [object, keys] : values.objects()) {
    if (keys.empty()) continue;
    value::Value* data = make.map();
    for (const auto& [key, value] : keys) make.append(data, make.keep(key), make.copy(text::base64(value)));
    value::Value* labels = make.map();
    make.append(labels, manager_label, make.text(manager));
    make.append(labels, part_of_label, make.copy(owner.app));
    value::Value* metadata = make.map();
    if (!owner.environment.empty())
      make.append(metadata, "annotations", make.map({{environment_annotation, make.copy(owner.environment)}}));
    make.append(metadata, "labels", labels);
    make.append(metadata, "name", make.copy(object.name));
    make.append(metadata, "namespace", make.copy(object.name_space));
    const value::Value* root = make.map({{"apiVersion", make.text("v1")},
                                         {"data", data},
                                         {"kind", make.text("Secret")},
                                         {"metadata", metadata},
                                         {"type", make.text("Opaque")}});
    emit_yaml(*root, out, {.document_start = true});
  }
  out += end_mark;
  out += '\n';
  return out;
}

}  // namespace portolan::secrets
