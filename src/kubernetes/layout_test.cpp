#include <doctest/doctest.h>

#include <algorithm>

#include "kubernetes/helm_template.h"
#include "kubernetes/layout.h"
#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;

namespace {

std::string names(const std::vector<OutputFile>& files) {
  std::string out;
  for (const OutputFile& file : files) out += file.path + "\n";
  return out;
}

std::string content(const std::vector<OutputFile>& files, std::string_view path) {
  const auto found = std::ranges::find(files, path, &OutputFile::path);
  return found == files.end() ? "" : found->content;
}

// Twice the same but for the image, the replicas and a variable of cart; web is only in the base, extra only in prod.
struct Pair {
  Application base, prod;
  Pair() {
    for (Application* app : {&base, &prod}) {
      app->service("cart", {fixture::port("http", 80, 8080)});
      app->workload(0).main.env = {{"GREETING", fixture::literal("say {{hello}}"), {}},
                                   {"LEVEL", fixture::literal(app == &base ? "info" : "warn"), {}}};
    }
    prod.workload(0).scale.min = prod.workload(0).scale.max = 5;
    prod.workload(0).main.image =
        "registry.example.com/shop/cart:2.0.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    base.service("web");
    prod.service("extra");
  }
  std::vector<Variant> variants() { return {{"", &base.wiring()}, {"prod", &prod.wiring()}}; }
};

}  // namespace

TEST_CASE("an overlay adds, removes and patches what its environment says otherwise") {
  Pair pair;
  const std::vector<OutputFile> files = kustomize_layout(pair.variants());
  CHECK(names(files) ==
        "base/00-namespaces.yaml\nbase/10-shared.yaml\nbase/cart.yaml\nbase/web.yaml\nbase/kustomization.yaml\n"
        "overlays/prod/extra.yaml\noverlays/prod/kustomization.yaml\n");
  CHECK(content(files, "base/kustomization.yaml") == R"(# made by portolan from portolan.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
- 00-namespaces.yaml
- 10-shared.yaml
- cart.yaml
- web.yaml
)");
  CHECK(content(files, "base/cart.yaml") == std::string(file_header) + fixture::file(pair.base.wiring(), "cart.yaml"));
  const std::string overlay = content(files, "overlays/prod/kustomization.yaml");
  CHECK(overlay.substr(0, overlay.find("- patch: |\n    $patch: delete")) == R"(# made by portolan from portolan.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
patches:
- patch: |
    - op: replace
      path: /metadata/labels/app.kubernetes.io~1version
      value: 2.0.0
    - op: replace
      path: /spec/replicas
      value: 5
    - op: replace
      path: /spec/template/metadata/labels/app.kubernetes.io~1version
      value: 2.0.0
    - op: replace
      path: /spec/template/spec/containers/0/env/1/value
      value: warn
    - op: replace
      path: /spec/template/spec/containers/0/image
      value: registry.example.com/shop/cart:2.0.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
  target:
    group: apps
    kind: Deployment
    name: cart
    namespace: shop
    version: v1
)");
  CHECK(overlay.find(R"(- patch: |
    $patch: delete
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      namespace: shop
)") != std::string::npos);
  CHECK(overlay.ends_with("resources:\n- ../../base\n- extra.yaml\n"));
}

TEST_CASE("an environment that shares nothing with the base does not build on it") {
  Application base, other;
  base.service("cart");
  other.service("cart");
  other.wiring().namespaces[0].name = other.wiring().parties[0].name_space = other.wiring().workloads[0].name_space = "shop-staging";
  const std::vector<Variant> variants = {{"", &base.wiring()}, {"staging", &other.wiring()}};
  CHECK(content(kustomize_layout(variants), "overlays/staging/kustomization.yaml") == R"(# made by portolan from portolan.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
- 00-namespaces.yaml
- 10-shared.yaml
- cart.yaml
)");
}

TEST_CASE("a chart's values are what people set, and an environment's only what it says otherwise") {
  Pair pair;
  const std::vector<OutputFile> files = helm_layout(pair.variants());
  CHECK(
      names(files) ==
      "Chart.yaml\ntemplates/00-namespaces.yaml\ntemplates/10-shared.yaml\ntemplates/cart.yaml\ntemplates/extra.yaml\ntemplates/web.yaml\n"
      "values.yaml\nvalues-prod.yaml\n");
  CHECK(content(files, "Chart.yaml") == R"(# made by portolan from portolan.yaml
apiVersion: v2
description: The application as portolan.yaml describes it
name: shop
type: application
version: 0.1.0
)");
  const std::string prod = content(files, "values-prod.yaml");
  CHECK(prod.substr(0, prod.find("  extra:")) == R"(# made by portolan from portolan.yaml
environment: prod
services:
  cart:
    env:
      LEVEL: warn
    image: registry.example.com/shop/cart:2.0.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    replicas: 5
    version: 2.0.0
)");
  const std::string cart = content(files, "templates/cart.yaml");
  CHECK(cart.find("\n  replicas: {{ .Values.services.cart.replicas | toJson }}\n") != std::string::npos);
  CHECK(cart.find("- image: {{ .Values.services.cart.image | toJson }}\n") == std::string::npos);
  CHECK(cart.find("image: {{ .Values.services.cart.image | toJson }}\n") != std::string::npos);
  CHECK(cart.find("{{- if") == std::string::npos);
  CHECK(content(files, "templates/web.yaml")
            .starts_with("# made by portolan from portolan.yaml\n{{- if has .Values.environment (list \"\") }}\n---\n"));
  CHECK(content(files, "values.yaml").find("GREETING: say {{hello}}") != std::string::npos);
}

TEST_CASE("the hosts of an Ingress are one list of values") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  app.wiring().cluster.gateway.ingress = true;
  app.wiring().cluster.gateway.tls = "shop-tls";
  wiring::Route route;
  route.port = 80;
  route.target = 8080;
  route.hosts = {"a.example.com", "b.example.com"};
  app.wiring().routes.push_back(route);
  const std::vector<Variant> variants = {{"", &app.wiring()}};
  const std::vector<OutputFile> files = helm_layout(variants);
  const std::string web = content(files, "templates/web.yaml");
  CHECK(web.find("  - host: {{ index .Values.hosts.web 1 | toJson }}\n") != std::string::npos);
  CHECK(web.find("  - hosts: {{ .Values.hosts.web | toJson }}\n    secretName: shop-tls\n") != std::string::npos);
  CHECK(content(files, "values.yaml").find("hosts:\n  web:\n  - a.example.com\n  - b.example.com\n") != std::string::npos);
}

TEST_CASE("what is an instruction to Helm only by chance is escaped") {
  value::Builder builder;
  CHECK(helm_text("a: 'x {{ y }} z'\n") == "a: 'x {{ \"{{\" }} y }} z'\n");
  std::string out;
  value::emit_yaml(*builder.map({{"a", value_reference(builder, {"services", "cart-db", "containers", "x", "image"})}}), out);
  CHECK(helm_text(out) == "a: {{ index .Values.services \"cart-db\" \"containers\" \"x\" \"image\" | toJson }}\n");
}

}  // namespace portolan::kubernetes
