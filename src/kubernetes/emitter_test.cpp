#include <doctest/doctest.h>

#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;

namespace {

std::string listing(const wiring::Wiring& wiring) {
  Emitter emitter(wiring);
  value::Builder builder;
  std::string out;
  for (const Group& group : emitter.groups()) {
    std::vector<Object> objects;
    builder.reset();
    emitter.emit(group, builder, objects);
    out += group.file + ":";
    for (const Object& object : objects) out.append(" ").append(object.kind).append("/").append(object.name);
    out += '\n';
  }
  return out;
}

std::string everything(const wiring::Wiring& wiring) {
  Emitter emitter(wiring);
  value::Builder builder;
  std::string out;
  for (const Group& group : emitter.groups()) {
    std::vector<Object> objects;
    builder.reset();
    emitter.emit(group, builder, objects);
    write_documents(objects, out);
  }
  return out;
}

}  // namespace

TEST_CASE("namespaces and what is shared come first, then a file for every party with objects, in the order of applying") {
  Application app;
  const auto cart = app.service("cart", {fixture::port("http", 80, 8080)});
  app.service("worker");
  app.workload(cart).scale.max = 5;
  wiring::Party outside;
  outside.kind = wiring::PartyKind::external;
  outside.name = outside.display = "stripe";
  app.wiring().parties.push_back(outside);
  wiring::Party uploads;
  uploads.kind = wiring::PartyKind::store;
  uploads.name = uploads.display = "uploads";
  uploads.name_space = "shop";
  uploads.is_volume = true;
  uploads.volume_size = "1Gi";
  app.wiring().parties.push_back(uploads);
  CHECK(listing(app.wiring()) ==
        "00-namespaces.yaml: Namespace/shop\n"
        "10-shared.yaml: NetworkPolicy/default-deny\n"
        "cart.yaml: ServiceAccount/cart Service/cart Deployment/cart NetworkPolicy/cart HorizontalPodAutoscaler/cart "
        "PodDisruptionBudget/cart\n"
        "worker.yaml: ServiceAccount/worker Deployment/worker NetworkPolicy/worker PodDisruptionBudget/worker\n"
        "uploads.yaml: PersistentVolumeClaim/uploads\n");
  Emitter emitter(app.wiring());
  CHECK(emitter.group_of(0) == &emitter.groups()[2]);
  CHECK(emitter.group_of(2) == nullptr);
}

TEST_CASE("an application in namespaces of others makes none") {
  Application app;
  app.service("cart");
  app.wiring().namespaces[0].made = false;
  CHECK(listing(app.wiring()).starts_with("10-shared.yaml: NetworkPolicy/shop-default-deny\ncart.yaml: "));
}

TEST_CASE("the same wiring gives the same bytes, and a group gives them whatever was emitted before it") {
  Application app;
  const auto cart = app.service("cart", {fixture::port("http", 80, 8080)});
  const auto web = app.service("web", {fixture::port("http", 80, 8080)});
  app.flow(web, cart, 8080);
  CHECK(everything(app.wiring()) == everything(app.wiring()));
  CHECK(everything(app.wiring()).find(fixture::file(app.wiring(), "web.yaml")) != std::string::npos);
}

TEST_CASE("a namespace admits what the strictest level that its workloads can live with admits") {
  Application app;
  app.service("cart");
  CHECK(fixture::file(app.wiring(), "00-namespaces.yaml") ==
        "---\n"
        "apiVersion: v1\n"
        "kind: Namespace\n"
        "metadata:\n"
        "  labels:\n"
        "    app.kubernetes.io/managed-by: portolan\n"
        "    app.kubernetes.io/name: shop\n"
        "    app.kubernetes.io/part-of: shop\n"
        "    owner: team-shop\n"
        "    pod-security.kubernetes.io/audit: restricted\n"
        "    pod-security.kubernetes.io/audit-version: v1.34\n"
        "    pod-security.kubernetes.io/enforce: restricted\n"
        "    pod-security.kubernetes.io/enforce-version: v1.34\n"
        "    pod-security.kubernetes.io/warn: restricted\n"
        "    pod-security.kubernetes.io/warn-version: v1.34\n"
        "  name: shop\n");
  app.workload(0).main.uid = 0;
  CHECK(fixture::file(app.wiring(), "00-namespaces.yaml").find("enforce: baseline") != std::string::npos);
}

TEST_CASE("objects of the user's own are labelled like ours") {
  Application app;
  value::Builder& b = app.wiring().values;
  wiring::Extra extra;
  extra.object = b.map({{"apiVersion", b.text("v1")},
                        {"kind", b.text("ConfigMap")},
                        {"metadata", b.map({{"name", b.text("mine")}, {"labels", b.map({{"owner", b.text("me")}})}})}});
  app.wiring().extras.push_back(extra);
  CHECK(fixture::document(app.wiring(), "10-shared.yaml", "ConfigMap", "mine") ==
        "---\n"
        "apiVersion: v1\n"
        "kind: ConfigMap\n"
        "metadata:\n"
        "  labels:\n"
        "    app.kubernetes.io/managed-by: portolan\n"
        "    app.kubernetes.io/part-of: shop\n"
        "    owner: me\n"
        "  name: mine\n");
}

}  // namespace portolan::kubernetes
