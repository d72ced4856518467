#pragma once

#include "kubernetes/scope.h"

// Who a workload is to the cluster, and what the cluster's API lets it do.

namespace portolan::kubernetes {

Object service_account(Scope& scope, const wiring::Workload& workload);

// Role and RoleBinding, ClusterRole and ClusterRoleBinding, as far as its rules need them.
void add_roles(Scope& scope, const wiring::Workload& workload, std::vector<Object>& objects);

}  // namespace portolan::kubernetes
