#include <doctest/doctest.h>

#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;
using fixture::document;
using wiring::Protocol;
using wiring::Route;

namespace {

Route& route(Application& app, std::vector<std::string> hosts) {
  Route made;
  made.port_name = "http";
  made.port = 80;
  made.target = 8080;
  made.hosts = std::move(hosts);
  made.paths = {{.path = "/", .exact = false}};
  app.wiring().routes.push_back(std::move(made));
  return app.wiring().routes.back();
}

std::string spec(const std::string& whole) {
  const std::size_t at = whole.find("spec:\n");
  return at == std::string::npos ? whole : whole.substr(at);
}

}  // namespace

TEST_CASE("a host without a certificate is a route on the plain listener of a Gateway of our own") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  route(app, {"shop.example.com"});
  CHECK(spec(document(app.wiring(), "10-shared.yaml", "Gateway", "shop")) == R"(spec:
  gatewayClassName: envoy
  listeners:
  - allowedRoutes:
      namespaces:
        from: Same
    name: http
    port: 80
    protocol: HTTP
)");
  CHECK(spec(document(app.wiring(), "web.yaml", "HTTPRoute", "web")) == R"(spec:
  hostnames:
  - shop.example.com
  parentRefs:
  - name: shop
    namespace: shop
    sectionName: http
  rules:
  - backendRefs:
    - name: web
      port: 80
    matches:
    - path:
        type: PathPrefix
        value: /
)");
}

TEST_CASE("with a certificate plain requests are sent on to the encrypted listener") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  route(app, {"shop.example.com"});
  app.wiring().cluster.gateway.tls = "shop-tls";
  app.wiring().cluster.gateway.name_space = "edge";
  CHECK(spec(document(app.wiring(), "10-shared.yaml", "Gateway", "shop")) == R"(spec:
  gatewayClassName: envoy
  listeners:
  - allowedRoutes:
      namespaces:
        from: Selector
        selector:
          matchExpressions:
          - key: kubernetes.io/metadata.name
            operator: In
            values:
            - shop
    name: http
    port: 80
    protocol: HTTP
  - allowedRoutes:
      namespaces:
        from: Selector
        selector:
          matchExpressions:
          - key: kubernetes.io/metadata.name
            operator: In
            values:
            - shop
    name: https
    port: 443
    protocol: HTTPS
    tls:
      certificateRefs:
      - kind: Secret
        name: shop-tls
      mode: Terminate
)");
  CHECK(document(app.wiring(), "web.yaml", "HTTPRoute", "web").find("sectionName: https\n") != std::string::npos);
  CHECK(spec(document(app.wiring(), "web.yaml", "HTTPRoute", "web-redirect")) == R"(spec:
  hostnames:
  - shop.example.com
  parentRefs:
  - name: shop
    namespace: edge
    sectionName: http
  rules:
  - filters:
    - requestRedirect:
        scheme: https
        statusCode: 301
      type: RequestRedirect
    matches:
    - path:
        type: PathPrefix
        value: /
)");
}

TEST_CASE("hosts with certificates of their own have listeners of their own") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  route(app, {"shop.example.com"}).tls = "shop-tls";
  route(app, {"*.shop.example.com"}).tls = "any-tls";
  const std::string gateway = document(app.wiring(), "10-shared.yaml", "Gateway", "shop");
  CHECK(gateway.find("    hostname: shop.example.com\n    name: https-shop-example-com\n") != std::string::npos);
  CHECK(gateway.find("    hostname: \"*.shop.example.com\"\n    name: https-any-shop-example-com\n") != std::string::npos);
  CHECK(document(app.wiring(), "web.yaml", "HTTPRoute", "web-2").find("sectionName: https-any-shop-example-com") != std::string::npos);
}

TEST_CASE("paths, a replaced prefix, shares of versions and requests that always go to one") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  app.service("web-v2", {fixture::port("http", 80, 8080)});
  app.wiring().parties[0].workloads = {0, 1};
  app.wiring().workloads[1].party = 0;
  app.wiring().workloads[0].weight = 90;
  app.wiring().workloads[1].weight = 10;
  app.wiring().workloads[1].match_headers = {{"x-canary", "1"}};
  app.wiring().addresses[1].party = 0;
  Route& made = route(app, {"*"});
  made.paths = {{.path = "/api", .exact = false}};
  made.rewrite = "/";
  CHECK(spec(document(app.wiring(), "web.yaml", "HTTPRoute", "web")) == R"(spec:
  parentRefs:
  - name: shop
    namespace: shop
    sectionName: http
  rules:
  - backendRefs:
    - name: web-v2
      port: 80
    filters:
    - type: URLRewrite
      urlRewrite:
        path:
          replacePrefixMatch: /
          type: ReplacePrefixMatch
    matches:
    - headers:
      - name: x-canary
        type: Exact
        value: "1"
      path:
        type: PathPrefix
        value: /api
  - backendRefs:
    - name: web
      port: 80
      weight: 90
    - name: web-v2
      port: 80
      weight: 10
    filters:
    - type: URLRewrite
      urlRewrite:
        path:
          replacePrefixMatch: /
          type: ReplacePrefixMatch
    matches:
    - path:
        type: PathPrefix
        value: /api
)");
}

TEST_CASE("a version that says no weight beside others gets its replicas' share") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  app.service("web-v2", {fixture::port("http", 80, 8080)});
  app.wiring().parties[0].workloads = {0, 1};
  app.wiring().workloads[0].scale.min = 3;
  app.wiring().workloads[0].weight = 90;
  app.wiring().workloads[1].scale.min = 1;
  app.wiring().workloads[1].party = 0;
  app.wiring().addresses[1].party = 0;
  route(app, {"*"});
  CHECK(document(app.wiring(), "web.yaml", "HTTPRoute", "web")
            .find("  - backendRefs:\n    - name: web\n      port: 80\n      weight: 3\n    - name: web-v2\n      port: 80\n      weight: "
                  "1\n") != std::string::npos);
}

TEST_CASE("other protocols have routes of their own kind") {
  Application app;
  app.service("web", {fixture::port("grpc", 80, 8080, Protocol::grpc)});
  route(app, {"grpc.example.com"}).protocol = Protocol::grpc;
  route(app, {"tls.example.com"}).protocol = Protocol::tls;
  Route& tcp = route(app, {});
  tcp.protocol = Protocol::tcp;
  tcp.at_port = 15432;
  CHECK(spec(document(app.wiring(), "web.yaml", "GRPCRoute", "web")) == R"(spec:
  hostnames:
  - grpc.example.com
  parentRefs:
  - name: shop
    namespace: shop
    sectionName: http
  rules:
  - backendRefs:
    - name: web
      port: 80
)");
  CHECK(document(app.wiring(), "web.yaml", "TLSRoute", "web-2").find("sectionName: tls-443\n") != std::string::npos);
  CHECK(document(app.wiring(), "web.yaml", "TCPRoute", "web-3").find("sectionName: tcp-15432\n") != std::string::npos);
  CHECK(document(app.wiring(), "10-shared.yaml", "Gateway", "shop").find("    protocol: TLS\n    tls:\n      mode: Passthrough\n") !=
        std::string::npos);
}

TEST_CASE("an existing Gateway is referred to and not made") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  route(app, {"shop.example.com"});
  app.wiring().cluster.gateway.existing_name = "public";
  app.wiring().cluster.gateway.existing_namespace = "edge";
  app.wiring().cluster.gateway.tls = "shop-tls";
  CHECK(document(app.wiring(), "10-shared.yaml", "Gateway", "shop") == "");
  CHECK(document(app.wiring(), "web.yaml", "HTTPRoute", "web").find("  parentRefs:\n  - name: public\n    namespace: edge\n  rules:") !=
        std::string::npos);
  CHECK(document(app.wiring(), "web.yaml", "HTTPRoute", "web-redirect") == "");
}

TEST_CASE("an Ingress where the cluster wants one") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  Route& made = route(app, {"shop.example.com"});
  made.paths = {{.path = "/api", .exact = false}};
  made.rewrite = "/v1/";
  made.annotations = {{"a", "b"}};
  app.wiring().cluster.gateway.ingress = true;
  app.wiring().cluster.gateway.ingress_class = "nginx";
  app.wiring().cluster.gateway.tls = "shop-tls";
  const std::string whole = document(app.wiring(), "web.yaml", "Ingress", "web");
  CHECK(whole.substr(0, whole.find("  labels:")) == R"(---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    a: b
    nginx.ingress.kubernetes.io/rewrite-target: /v1/$2
    nginx.ingress.kubernetes.io/use-regex: "true"
)");
  CHECK(spec(whole) == R"(spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - backend:
          service:
            name: web
            port:
              number: 80
        path: /api(/|$)(.*)
        pathType: ImplementationSpecific
  tls:
  - hosts:
    - shop.example.com
    secretName: shop-tls
)");
}

}  // namespace portolan::kubernetes
