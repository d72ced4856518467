#include <doctest/doctest.h>

#include "kubernetes/ip_range.h"
#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;
using fixture::document;
using wiring::Endpoint;
using wiring::Flow;

namespace {

// The policy from `egress:` on.
std::string rules(const wiring::Wiring& wiring, std::string_view name) {
  const std::string whole = document(wiring, std::string(name) + ".yaml", "NetworkPolicy", name);
  const std::size_t spec = whole.find("spec:\n");
  return spec == std::string::npos ? whole : whole.substr(spec);
}

Flow to_world(std::uint32_t from) {
  Flow flow;
  flow.from.workload = from;
  flow.to.kind = Endpoint::Kind::world;
  flow.ports = {{.udp = false, .port = 443}};
  return flow;
}

}  // namespace

TEST_CASE("a worker that nobody calls and that calls nobody is closed in both directions") {
  Application app;
  app.service("worker");
  CHECK(rules(app.wiring(), "worker") ==
        "spec:\n"
        "  podSelector:\n"
        "    matchLabels:\n"
        "      app.kubernetes.io/instance: worker\n"
        "  policyTypes:\n"
        "  - Ingress\n"
        "  - Egress\n");
}

TEST_CASE("peers with the same ports share a rule, flows of one peer share its ports, in the order of their names") {
  Application app;
  const auto cart = app.service("cart", {fixture::port("http", 80, 8080)});
  const auto zoo = app.service("zoo");
  const auto ant = app.service("ant");
  const auto bee = app.service("bee");
  app.flow(zoo, cart, 8080);
  app.flow(bee, cart, 9090);
  app.flow(ant, cart, 8080);
  app.flow(bee, cart, 8080);
  const std::string said = rules(app.wiring(), "cart");
  CHECK(said.substr(0, said.find("  podSelector:\n    matchLabels:\n      app.kubernetes.io/instance: cart\n")) ==
        "spec:\n"
        "  ingress:\n"
        "  - from:\n"
        "    - namespaceSelector:\n"
        "        matchLabels:\n"
        "          kubernetes.io/metadata.name: shop\n"
        "      podSelector:\n"
        "        matchLabels:\n"
        "          app.kubernetes.io/instance: ant\n"
        "    - namespaceSelector:\n"
        "        matchLabels:\n"
        "          kubernetes.io/metadata.name: shop\n"
        "      podSelector:\n"
        "        matchLabels:\n"
        "          app.kubernetes.io/instance: zoo\n"
        "    ports:\n"
        "    - port: 8080\n"
        "      protocol: TCP\n"
        "  - from:\n"
        "    - namespaceSelector:\n"
        "        matchLabels:\n"
        "          kubernetes.io/metadata.name: shop\n"
        "      podSelector:\n"
        "        matchLabels:\n"
        "          app.kubernetes.io/instance: bee\n"
        "    ports:\n"
        "    - port: 8080\n"
        "      protocol: TCP\n"
        "    - port: 9090\n"
        "      protocol: TCP\n");
}

TEST_CASE("the world is both families of addresses, each without its own exceptions") {
  Application app;
  Flow flow = to_world(app.service("worker"));
  flow.to.except.edit() = {"10.0.0.0/8", "fd00::/8"};
  app.wiring().flows.push_back(flow);
  const std::string said = rules(app.wiring(), "worker");
  CHECK(said.substr(0, said.find("  podSelector:")) ==
        "spec:\n"
        "  egress:\n"
        "  - ports:\n"
        "    - port: 443\n"
        "      protocol: TCP\n"
        "    to:\n"
        "    - ipBlock:\n"
        "        cidr: 0.0.0.0/0\n"
        "        except:\n"
        "        - 10.0.0.0/8\n"
        "    - ipBlock:\n"
        "        cidr: ::/0\n"
        "        except:\n"
        "        - fd00::/8\n");
}

TEST_CASE("a rule whose every range is taken out is left out, not opened to everybody") {
  Application app;
  Flow flow = to_world(app.service("worker"));
  flow.to.kind = Endpoint::Kind::addresses;
  flow.to.cidrs.edit() = {"10.1.0.0/16"};
  flow.to.except.edit() = {"10.0.0.0/8"};
  app.wiring().flows.push_back(flow);
  CHECK(rules(app.wiring(), "worker").starts_with("spec:\n  podSelector:\n"));
}

TEST_CASE("ranges lie inside, over or beside each other") {
  CHECK(overlap("10.1.0.0/16", "10.0.0.0/8") == Overlap::inside);
  CHECK(overlap("10.0.0.0/8", "10.1.0.0/16") == Overlap::covers);
  CHECK(overlap("10.0.0.0/8", "10.0.0.0/8") == Overlap::covers);
  CHECK(overlap("11.0.0.0/8", "10.0.0.0/8") == Overlap::none);
  CHECK(overlap("10.128.0.0/9", "10.0.0.0/9") == Overlap::none);
  CHECK(overlap("169.254.169.254", "169.254.0.0/16") == Overlap::inside);
  CHECK(overlap("fd00::/8", "::/0") == Overlap::inside);
  CHECK(overlap("fd00::/8", "0.0.0.0/0") == Overlap::none);
  CHECK(overlap("everything", "0.0.0.0/0") == Overlap::none);
}

TEST_CASE("a namespace that is not ours is closed for the application's own pods only") {
  Application app;
  app.service("cart");
  app.workload(0).name_space = "shared";
  app.wiring().namespaces = {{.name = "empty", .made = true}, {.name = "shared", .made = false}};
  CHECK(fixture::file(app.wiring(), "10-shared.yaml").find("namespace: empty") == std::string::npos);
  const std::string theirs = document(app.wiring(), "10-shared.yaml", "NetworkPolicy", "shop-default-deny");
  CHECK(theirs.substr(theirs.find("  name:")) ==
        "  name: shop-default-deny\n"
        "  namespace: shared\n"
        "spec:\n"
        "  podSelector:\n"
        "    matchLabels:\n"
        "      app.kubernetes.io/part-of: shop\n"
        "  policyTypes:\n"
        "  - Ingress\n"
        "  - Egress\n");
}

}  // namespace portolan::kubernetes
