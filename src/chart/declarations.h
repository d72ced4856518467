#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart/environment.h"
#include "chart/file_scope.h"

// What the files and the environment declare, by section and name, before defaults and templates.

namespace portolan::chart {

class Namespaces;

struct Declaration {
  std::string name, name_space;  // namespaces are renamed as the environment says
  bool space_in_key = false;     // written NAME.NAMESPACE, which nothing else overrides
  const FileScope* scope = nullptr;
  const yaml::Entry* entry = nullptr;   // the first one
  std::vector<const yaml::Node*> said;  // the declaration, additions of other files, patches of the environment, in this order
  bool broker = false;                  // of stores and brokers
};

// The entries of one section (services, stores, brokers, externals) of all files, sorted by name and namespace. The same name
// twice in one namespace is an error naming both places, except for what only adds channels or parts. What the environment sets to
// null is gone. Patches for a name that nobody declares make a new declaration, in the root file's scope, where they say enough.
std::vector<Declaration> declarations(std::string_view section, const Files& files, const Environment& environment, Namespaces& namespaces,
                                      diagnostics::Sink& sink);

}  // namespace portolan::chart
