#include "kubernetes/identity.h"
#include "kubernetes/labels.h"

namespace portolan::kubernetes {

Object service_account(Scope& scope, const wiring::Workload& workload) {
  value::Builder& builder = scope.builder;
  value::Value* annotations = builder.map();
  for (const auto& [cloud, role] : workload.identity) {
    const std::string_view key = cloud == "aws"   ? "eks.amazonaws.com/role-arn"
                                 : cloud == "gcp" ? "iam.gke.io/gcp-service-account"
                                                  : "azure.workload.identity/client-id";
    builder.append(annotations, key, builder.text(role));
  }
  Object object =
      new_object(scope, "v1", "ServiceAccount", workload.name, workload.name_space, companion_labels(scope, workload), annotations);
  builder.append(object.root, "automountServiceAccountToken", builder.boolean(false));
  return object;
}

}  // namespace portolan::kubernetes
