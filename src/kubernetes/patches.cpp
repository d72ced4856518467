#include "kubernetes/patches.h"

#include <algorithm>

#include "kubernetes/merge.h"
#include "kubernetes/operations.h"
#include "kubernetes/trees.h"

namespace portolan::kubernetes {

using value::Value;

namespace {

constexpr std::string_view reason_key = "portolan.dev/patched";

void note_reason(value::Builder& builder, Value* root, const std::string& why) {
  Value* annotations = ensure_map(builder, ensure_map(builder, root, "metadata"), "annotations");
  const Value* before = annotations->get(reason_key);
  const std::string text = before == nullptr ? why : std::string(before->text()) + "; " + why;
  builder.set(annotations, reason_key, builder.copy(text));
}

std::string_view text_at(const Value& root, std::initializer_list<std::string_view> path) {
  const Value* found = root.find(path);
  return found == nullptr ? std::string_view() : found->text();
}

}  // namespace

Patches::Patches(const wiring::Wiring& wiring) : wiring_(wiring), matched_(wiring.patches.size()) {
  for (std::size_t i = 0; i < wiring.patches.size(); ++i) {
    const auto name = wiring.patches[i].target.find("name");
    if (name == wiring.patches[i].target.end()) {
      unnamed_.push_back(i);
    } else {
      by_name_[name->second].push_back(i);
    }
  }
}

bool Patches::means(const wiring::Patch& patch, const Object& object) const {
  return std::ranges::all_of(patch.target, [&](const auto& entry) {
    const auto& [key, text] = entry;
    if (key == "kind") return object.kind == text;
    if (key == "name") return object.name == text;
    if (key == "namespace") return object.name_space == text;
    return false;
  });
}

void Patches::apply(value::Builder& builder, Object& object) {
  if (wiring_.patches.empty()) return;
  std::vector<std::size_t> meant = unnamed_;
  if (const auto found = by_name_.find(object.name); found != by_name_.end())
    meant.insert(meant.end(), found->second.begin(), found->second.end());
  std::ranges::sort(meant);
  bool any = false;
  for (const std::size_t number : meant) {
    const wiring::Patch& patch = wiring_.patches[number];
    if (!means(patch, object)) continue;
    matched_[number] = any = true;
    if (patch.merge != nullptr) merge(builder, object.root, *patch.merge, object.api_version, object.kind);
    if (patch.operations != nullptr) {
      const std::string trouble = operate(builder, object.root, *patch.operations);
      if (!trouble.empty())
        failures_.push_back(
            {number, "cannot be carried out: " + trouble + " in " + std::string(object.kind) + " " + std::string(object.name)});
    }
    if (!patch.why.empty()) note_reason(builder, object.root, patch.why);
  }
  if (!any) return;
  object.name = text_at(*object.root, {"metadata", "name"});
  object.name_space = text_at(*object.root, {"metadata", "namespace"});
}

std::vector<Emitter::PatchTrouble> Patches::troubles() const {
  std::vector<Emitter::PatchTrouble> all = failures_;
  for (std::size_t i = 0; i < matched_.size(); ++i) {
    if (!matched_[i]) all.push_back({i, "matches no object"});
  }
  std::ranges::stable_sort(all, {}, &Emitter::PatchTrouble::patch);
  return all;
}

}  // namespace portolan::kubernetes
