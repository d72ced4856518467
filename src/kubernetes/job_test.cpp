#include <doctest/doctest.h>

#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;
using wiring::Workload;

namespace {

const Object* find(const std::vector<Object>& objects, std::string_view kind) {
  for (const Object& object : objects) {
    if (object.kind == kind) return &object;
  }
  return nullptr;
}

struct Emitted {
  explicit Emitted(const wiring::Wiring& wiring) : emitter(wiring) { emitter.emit(emitter.groups()[2], builder, objects); }
  Emitter emitter;
  value::Builder builder;
  std::vector<Object> objects;
};

}  // namespace

TEST_CASE("a job is named by what it runs, so that it runs again when that changes and not before") {
  Application app;
  Workload& migrate = app.workload(app.service("migrate"));
  migrate.shape = Workload::Shape::job;
  migrate.job = wiring::JobOptions{};
  const auto name = [&] { return std::string(find(Emitted(app.wiring()).objects, "Job")->name); };
  const std::string first = name();
  CHECK(first.size() == std::string("migrate-01234567").size());
  CHECK(first.starts_with("migrate-"));
  CHECK(name() == first);
  app.wiring().parties[0].contact = "somebody@example.com";
  CHECK(name() == first);
  migrate.main.args = std::vector<wiring::Text>{fixture::literal("up")};
  CHECK(name() != first);

  const Emitted made(app.wiring());
  const value::Value& root = *find(made.objects, "Job")->root;
  CHECK(root.find({"metadata", "name"})->text() == name());
  CHECK(root.find({"spec", "backoffLimit"})->number == 3);
  CHECK(root.find({"spec", "activeDeadlineSeconds"})->number == 3600);
  CHECK(root.find({"spec", "template", "spec", "restartPolicy"})->text() == "OnFailure");
  CHECK(root.find({"spec", "template", "spec", "topologySpreadConstraints"}) == nullptr);
  CHECK(root.find({"spec", "template", "metadata", "labels", instance_label})->text() == "migrate");
  CHECK(find(made.objects, "PodDisruptionBudget") == nullptr);
}

TEST_CASE("a patch of a job means it by its workload's name and changes what it runs") {
  Application app;
  Workload& migrate = app.workload(app.service("migrate"));
  migrate.shape = Workload::Shape::job;
  migrate.job = wiring::JobOptions{};
  const std::string before(find(Emitted(app.wiring()).objects, "Job")->name);
  value::Builder& b = app.wiring().values;
  wiring::Patch patch;
  patch.target = {{"kind", "Job"}, {"name", "migrate"}};
  patch.merge = b.map({{"spec", b.map({{"backoffLimit", b.integer(9)}})}});
  app.wiring().patches.push_back(patch);
  const Emitted made(app.wiring());
  CHECK(find(made.objects, "Job")->name != before);
  CHECK(made.emitter.patch_troubles().empty());
}

TEST_CASE("a schedule is a CronJob, and a job run by hand a suspended one") {
  Application app;
  Workload& nightly = app.workload(app.service("nightly"));
  nightly.shape = Workload::Shape::cron_job;
  nightly.job = wiring::JobOptions{};
  nightly.job->schedule = "30 2 * * *";
  const Emitted scheduled(app.wiring());
  const value::Value& root = *find(scheduled.objects, "CronJob")->root;
  CHECK(root.find({"spec", "schedule"})->text() == "30 2 * * *");
  CHECK(root.find({"spec", "timeZone"})->text() == "UTC");
  CHECK(root.find({"spec", "concurrencyPolicy"})->text() == "Forbid");
  CHECK_FALSE(root.find({"spec", "suspend"})->flag);
  CHECK(root.find({"spec", "jobTemplate", "spec", "ttlSecondsAfterFinished"}) == nullptr);

  nightly.shape = Workload::Shape::job;
  nightly.job->manual = true;
  const Emitted by_hand(app.wiring());
  CHECK(find(by_hand.objects, "CronJob")->root->find({"spec", "suspend"})->flag);
}

TEST_CASE("what the cluster's interface lets a program do is what the chart says, and its token is mounted for it alone") {
  Application app;
  Workload& operator_pod = app.workload(app.service("operator"));
  operator_pod.api_rules = {{.cluster_wide = false, .group = "apps", .resource = "deployments", .verbs = {"get", "patch"}},
                            {.cluster_wide = true, .group = "", .resource = "nodes", .verbs = {"list"}}};
  const Emitted made(app.wiring());
  std::string out;
  for (const Object& object : made.objects) {
    if (object.kind.find("Role") == std::string_view::npos) continue;
    std::string whole;
    write_documents({&object, 1}, whole);
    out.append(object.kind).append(" ").append(object.name_space).append("/").append(object.name).append("\n");
    const std::size_t at = whole.find(object.kind.ends_with("Binding") ? "roleRef:" : "rules:");
    out += whole.substr(at);
  }
  CHECK(out == R"(Role shop/operator
rules:
- apiGroups:
  - apps
  resources:
  - deployments
  verbs:
  - get
  - patch
RoleBinding shop/operator
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: operator
subjects:
- kind: ServiceAccount
  name: operator
  namespace: shop
ClusterRole /shop.operator
rules:
- apiGroups:
  - ""
  resources:
  - nodes
  verbs:
  - list
ClusterRoleBinding /shop.operator
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: shop.operator
subjects:
- kind: ServiceAccount
  name: operator
  namespace: shop
)");
  const std::string pods = fixture::document(app.wiring(), "operator.yaml", "Deployment", "operator");
  CHECK(pods.find(
            "- mountPath: /var/run/secrets/kubernetes.io/serviceaccount\n          name: kube-api-access\n          readOnly: true\n") !=
        std::string::npos);
  CHECK(pods.find("automountServiceAccountToken: false") != std::string::npos);
}

}  // namespace portolan::kubernetes
