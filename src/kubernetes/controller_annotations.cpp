#include "kubernetes/controllers.h"
#include "kubernetes/names.h"
#include "kubernetes/waivers.h"

namespace portolan::kubernetes {

value::Value* controller_annotations(Scope& scope, const wiring::Workload& workload) {
  value::Builder& builder = scope.builder;
  value::Value* annotations = builder.map();
  const wiring::Party& party = scope.wiring.parties[workload.party];
  const std::string_view contact = party.contact;
  if (!contact.empty()) {
    const bool mail = contact.find('@') != std::string_view::npos && contact.find("://") == std::string_view::npos;
    builder.append(annotations, mail ? "email" : "contact", builder.text(contact));
  }
  if (workload.wave != 0) builder.append(annotations, "portolan.dev/wave", builder.text(digits(builder, workload.wave)));
  annotate_waivers(scope, waivers_of(scope, workload), annotations);
  return annotations;
}

}  // namespace portolan::kubernetes
