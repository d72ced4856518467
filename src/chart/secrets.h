#pragma once

#include <map>
#include <string>

#include "chart/environment.h"
#include "chart/file_scope.h"

// The secrets that the files and the environment declare: one name space for the whole application.

namespace portolan::chart {

struct DeclaredSecret {
  yaml::Entry entry;  // with what the environment says merged in
  const FileScope* scope = nullptr;
};

// Declared twice in the files is an error. An environment's patch merges; since a secret has one source, another source that it
// names replaces the first.
std::map<std::string, DeclaredSecret> declared_secrets(const Files& files, const Environment& environment, yaml::Arena& arena,
                                                       diagnostics::Sink& sink);

}  // namespace portolan::chart
