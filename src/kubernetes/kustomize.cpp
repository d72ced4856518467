#include <map>
#include <memory>

#include "kubernetes/difference.h"
#include "kubernetes/layout.h"
#include "kubernetes/rendition.h"
#include "kubernetes/trees.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

using FileDocuments = std::map<std::string_view, std::vector<Object>>;

Value* kustomization(value::Builder& builder) {
  return builder.map({{"apiVersion", builder.text("kustomize.config.k8s.io/v1beta1")}, {"kind", builder.text("Kustomization")}});
}

void add_file(std::vector<OutputFile>& files, const std::string& path, const Value& root) {
  std::string content(file_header);
  value::emit_yaml(root, content);
  files.push_back({path, std::move(content)});
}

// Writes the documents under `folder` and names them in the order in which they are to be applied.
void add_documents(std::vector<OutputFile>& files, const std::string& folder, const FileDocuments& documents, value::Builder& builder,
                   Value* resources) {
  for (const auto& [file, objects] : documents) {
    std::string content(file_header);
    write_documents(objects, content);
    files.push_back({folder + std::string(file), std::move(content)});
    builder.push(resources, builder.text(file));
  }
}

void add_base(const Rendition& base, std::vector<OutputFile>& files) {
  value::Builder builder;
  FileDocuments documents;
  for (const Object& object : base.objects()) documents[base.file_of(object)].push_back(object);
  Value* root = kustomization(builder);
  Value* resources = builder.list();
  add_documents(files, "base/", documents, builder, resources);
  builder.append(root, "resources", resources);
  add_file(files, "base/kustomization.yaml", *root);
}

Value* text_of(value::Builder& builder, const Value& tree) {
  std::string text;
  value::emit_yaml(tree, text);
  return builder.copy(text);
}

Value* deletion(value::Builder& builder, const Object& object) {
  Value* metadata = builder.map({{"name", builder.text(object.name)}});
  if (!object.name_space.empty()) builder.append(metadata, "namespace", builder.text(object.name_space));
  Value* patch = builder.map({{"$patch", builder.text("delete")},
                              {"apiVersion", builder.text(object.api_version)},
                              {"kind", builder.text(object.kind)},
                              {"metadata", metadata}});
  return builder.map({{"patch", text_of(builder, *patch)}});
}

Value* target(value::Builder& builder, const Object& object) {
  const std::size_t slash = object.api_version.find('/');
  Value* made = builder.map();
  if (slash != std::string_view::npos) builder.append(made, "group", builder.text(object.api_version.substr(0, slash)));
  builder.append(made, "kind", builder.text(object.kind));
  builder.append(made, "name", builder.text(object.name));
  if (!object.name_space.empty()) builder.append(made, "namespace", builder.text(object.name_space));
  builder.append(made, "version",
                 builder.text(slash == std::string_view::npos ? object.api_version : object.api_version.substr(slash + 1)));
  return made;
}

void add_overlay(const Rendition& base, const Rendition& variant, std::vector<OutputFile>& files) {
  value::Builder builder;
  const std::string folder = "overlays/" + std::string(variant.environment()) + "/";
  Value* patches = builder.list();
  bool any_kept = false;
  for (const Object& object : base.objects()) {
    const Object* other = variant.find(identity_of(object));
    if (other == nullptr) continue;
    any_kept = true;
    Value* operations = difference(builder, *object.root, *other->root);
    if (operations->count == 0) continue;
    builder.push(patches, builder.map({{"patch", text_of(builder, *operations)}, {"target", target(builder, object)}}));
  }
  for (const Object& object : base.objects()) {
    if (any_kept && variant.find(identity_of(object)) == nullptr) builder.push(patches, deletion(builder, object));
  }
  FileDocuments added;
  for (const Object& object : variant.objects()) {
    if (base.find(identity_of(object)) == nullptr) added[variant.file_of(object)].push_back(object);
  }
  Value* resources = builder.list();
  // Where nothing is the same (an environment that renames every namespace) the base would only be taken apart again.
  if (any_kept) builder.push(resources, builder.text("../../base"));
  add_documents(files, folder, added, builder, resources);
  Value* root = kustomization(builder);
  if (patches->count != 0) builder.append(root, "patches", patches);
  builder.append(root, "resources", resources);
  add_file(files, folder + "kustomization.yaml", *root);
}

}  // namespace

std::vector<OutputFile> kustomize_layout(std::span<const Variant> variants) {
  std::vector<OutputFile> files;
  if (variants.empty()) return files;
  const Rendition base(variants.front());
  add_base(base, files);
  for (const Variant& variant : variants.subspan(1)) add_overlay(base, Rendition(variant), files);
  return files;
}

}  // namespace portolan::kubernetes
