#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wiring/wiring.h"

// The same objects in the forms that other tools take. The plain form is what an Emitter gives, file by file.

namespace portolan::kubernetes {

struct OutputFile {
  std::string path, content;  // path relative to the output folder
};

// The application in one environment. The first one of a layout is its base, whatever its name; the others are called after theirs.
struct Variant {
  std::string_view environment;
  const wiring::Wiring* wiring = nullptr;
};

// base/ with the plain files, and overlays/ENVIRONMENT/ for every other variant, which `kubectl kustomize` renders to the plain output
// of that environment: objects added, objects removed, and JSON patches of those that differ.
std::vector<OutputFile> kustomize_layout(std::span<const Variant> variants);

// A chart whose rendering is the plain output of the base, and with `-f values-ENVIRONMENT.yaml` that of the environment. Images,
// replicas, resources, variables and hosts are values; what else differs between environments stands under `if`.
std::vector<OutputFile> helm_layout(std::span<const Variant> variants);

}  // namespace portolan::kubernetes
