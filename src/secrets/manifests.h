#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "secrets/values.h"

// Values as Secret manifests (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/) and back.

namespace portolan::secrets {

struct Owner {
  std::string app, environment;  // no environment: empty
};

// One document an object, sorted, the values in base64, `# end` behind the last: a file that was cut off can be told from a whole one.
std::string write_manifests(const Values& values, const Owner& owner);

// What was wrong with a file of manifests. Never holds a value.
struct Unreadable {
  std::string message;  // "secrets.yaml:12: `data.password` is not base64"
  std::string hint;
};

// `ours`: the file is one that write_manifests wrote for this owner, perhaps edited since, and must be whole; else anything that
// kubectl prints of Secrets (`kubectl get secrets -A -o yaml`), of whomever.
tl::expected<Values, Unreadable> read_manifests(std::string_view content, std::string_view name, const Owner& owner, bool ours);

}  // namespace portolan::secrets
