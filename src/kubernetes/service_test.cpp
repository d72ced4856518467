#include <doctest/doctest.h>

#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;
using fixture::document;
using wiring::Protocol;

namespace {

std::string spec(const wiring::Wiring& wiring, std::string_view file, std::string_view name) {
  const std::string whole = document(wiring, file, "Service", name);
  const std::size_t at = whole.find("spec:\n");
  return at == std::string::npos ? whole : whole.substr(at);
}

}  // namespace

TEST_CASE("a Service says what its ports speak") {
  Application app;
  app.service("cart", {fixture::port("grpc", 7070, 7070, Protocol::grpc), fixture::port("http2", 80, 8080, Protocol::http2)});
  CHECK(spec(app.wiring(), "cart.yaml", "cart") == R"(spec:
  ports:
  - appProtocol: grpc
    name: grpc
    port: 7070
    protocol: TCP
    targetPort: 7070
  - appProtocol: kubernetes.io/h2c
    name: http2
    port: 80
    protocol: TCP
    targetPort: 8080
  selector:
    app.kubernetes.io/instance: cart
  type: ClusterIP
)");
}

TEST_CASE("members of one server are found one by one, before they are ready") {
  Application app;
  app.service("ring", {fixture::port("udp-gossip", 7946, 7946, Protocol::udp)});
  app.wiring().addresses[0].ports[0].udp = true;
  app.wiring().addresses[0].headless = true;
  app.wiring().addresses[0].unready_too = true;
  CHECK(spec(app.wiring(), "ring.yaml", "ring") == R"(spec:
  clusterIP: None
  ports:
  - name: udp-gossip
    port: 7946
    protocol: UDP
    targetPort: 7946
  publishNotReadyAddresses: true
  selector:
    app.kubernetes.io/instance: ring
  type: ClusterIP
)");
}

TEST_CASE("one name over several versions selects by the service's name") {
  Application app;
  app.service("cart-v1", {fixture::port("http", 80, 8080)});
  app.service("cart-v2");
  app.wiring().parties[0].name = "cart";
  app.wiring().addresses[0].workloads = {0, 1};
  CHECK(spec(app.wiring(), "cart-v1.yaml", "cart-v1").find("  selector:\n    app.kubernetes.io/name: cart\n") != std::string::npos);
}

TEST_CASE("a name in another namespace is an alias") {
  Application app;
  app.service("cart", {fixture::port("http", 80, 8080)});
  wiring::Address alias;
  alias.name = "basket";
  alias.name_space = "payments";
  alias.alias_for = "cart.shop.svc.cluster.local";
  app.wiring().addresses.push_back(alias);
  CHECK(spec(app.wiring(), "cart.yaml", "basket") == "spec:\n  externalName: cart.shop.svc.cluster.local\n  type: ExternalName\n");
}

TEST_CASE("a way in without a gateway is a Service of its kind, with the port outside and the reason why it is open") {
  Application app;
  app.service("web", {fixture::port("http", 80, 8080)});
  wiring::Route route;
  route.port_name = "http";
  route.port = 80;
  route.target = 8080;
  route.via = wiring::Route::Via::load_balancer;
  route.at_port = 8088;
  route.annotations = {{"example.com/internal", "true"}};
  app.wiring().routes.push_back(route);
  route.via = wiring::Route::Via::node_port;
  route.at_port = 30080;
  app.wiring().routes.push_back(route);
  wiring::Address outside = app.wiring().addresses[0];
  outside.name = "web-external";
  outside.ports[0].port = 8088;
  outside.routes = {0};
  app.wiring().addresses.push_back(outside);
  outside.name = "web-node";
  outside.ports[0].port = 80;
  outside.routes = {1};
  app.wiring().addresses.push_back(outside);
  CHECK(document(app.wiring(), "web.yaml", "Service", "web-external") == R"(---
apiVersion: v1
kind: Service
metadata:
  annotations:
    example.com/internal: "true"
    ignore-check.kube-linter.io/exposed-services: the chart opens it to the outside without a gateway
    kube-score/ignore: service-type
    waive.portolan.dev/exposed: the chart opens it to the outside without a gateway
  labels:
    app.kubernetes.io/component: service
    app.kubernetes.io/instance: web-external
    app.kubernetes.io/managed-by: portolan
    app.kubernetes.io/name: web
    app.kubernetes.io/part-of: shop
    owner: team-shop
  name: web-external
  namespace: shop
spec:
  ports:
  - appProtocol: http
    name: http
    port: 8088
    protocol: TCP
    targetPort: 8080
  selector:
    app.kubernetes.io/instance: web
  type: LoadBalancer
)");
  CHECK(spec(app.wiring(), "web.yaml", "web-node") == R"(spec:
  ports:
  - appProtocol: http
    name: http
    nodePort: 30080
    port: 80
    protocol: TCP
    targetPort: 8080
  selector:
    app.kubernetes.io/instance: web
  type: NodePort
)");
}

}  // namespace portolan::kubernetes
