#include "kubernetes/objects.h"

namespace portolan::kubernetes {

void write_documents(std::span<const Object> objects, std::string& out) {
  for (const Object& object : objects) {
    value::sort_keys(*object.root);
    value::emit_yaml(*object.root, out, {.document_start = true});
  }
}

}  // namespace portolan::kubernetes
