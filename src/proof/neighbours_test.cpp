#include "proof/neighbours.h"

#include <doctest/doctest.h>

#include "proof/prover.h"
#include "support/proof_world.h"
#include "support/read_value.h"

// A shop that calls an application of its own, payments; each compiled without the other, and their objects together.

namespace portolan::proof {

namespace {

wiring::Wiring application(const std::string& name, const std::string& name_space) {
  wiring::Wiring wiring;
  wiring.namespaces.push_back({.name = name_space});
  wiring.parties.push_back({.name = name, .name_space = name_space, .display = name, .workloads = {0}});
  wiring.workloads.emplace_back();
  wiring.workloads[0].name = name;
  wiring.workloads[0].name_space = name_space;
  return wiring;
}

wiring::Endpoint peer(const std::string& name_space, const std::string& name) {
  wiring::Endpoint end;
  end.kind = wiring::Endpoint::Kind::peer;
  end.peer = wiring::Peer{name_space, {{wiring::party_label, name}}};
  return end;
}

wiring::Wiring shop(std::uint16_t port) {
  wiring::Wiring wiring = application("checkout", "shop");
  wiring.parties.push_back({.kind = wiring::PartyKind::external, .name = "payments", .display = "payments"});
  wiring.links.push_back({.from = 0, .from_workloads = {0}, .to = 1});
  wiring.flows.push_back({.from = {}, .to = peer("pay", "api"), .ports = {{false, port}}, .link = 0});
  return wiring;
}

wiring::Wiring payments(const std::string& caller) {
  wiring::Wiring wiring = application("api", "pay");
  wiring.parties.push_back({.kind = wiring::PartyKind::outside, .name = caller, .name_space = "shop", .display = caller});
  wiring.links.push_back({.from = 1, .to = 0, .verb = wiring::Verb::exposes});
  wiring.flows.push_back(
      {.from = peer("shop", caller), .to = {}, .ports = {{false, 8080}}, .reason = wiring::Reason::other_application, .link = 0});
  return wiring;
}

const std::string objects = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout, namespace: shop}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: checkout}}
  template: {metadata: {labels: {app.kubernetes.io/name: checkout}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: checkout, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  egress:
    - to:
        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: pay}}
          podSelector: {matchLabels: {app.kubernetes.io/name: api}}
      ports: [{port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: pay}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: api}}
  template: {metadata: {labels: {app.kubernetes.io/name: api}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: pay}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}
          podSelector: {matchLabels: {app.kubernetes.io/name: checkout}}
      ports: [{port: 8080}]
)";

std::string said(const wiring::Wiring& first, const wiring::Wiring& second, const std::string& text = objects) {
  value::Builder made;
  Prover together;
  together.add_group(support::read_objects(text, made));
  const Neighbour applications[] = {{"shop.yaml", &first}, {"pay.yaml", &second}};
  const Agreement agreement = compare_neighbours(applications, together.model());
  std::string result = std::to_string(agreement.agreed) + (agreement.holds() ? " agreed\n" : " agreed, not proved\n");
  for (const Disagreement& one : agreement.disagreements) result += one.sentence + "\n";
  return result;
}

}  // namespace

TEST_CASE("two applications that say the same of each other") { CHECK(said(shop(8080), payments("checkout")) == "1 agreed\n"); }

TEST_CASE("two applications that do not agree") {
  CHECK(said(shop(80), payments("checkout")) ==
        "0 agreed, not proved\n"
        "checkout.shop calls api.pay on TCP 80, but pay.yaml exposes TCP 8080 to it\n"
        "checkout.shop reaches api.pay of pay.yaml on TCP 8080, which the two do not declare\n");
  CHECK(said(shop(8080), application("api", "pay")) ==
        "0 agreed, not proved\n"
        "checkout.shop calls api.pay on TCP 8080, which pay.yaml does not expose to it\n"
        "checkout.shop reaches api.pay of pay.yaml on TCP 8080, which the two do not declare\n");
  CHECK(said(shop(8080), payments("basket")) ==
        "0 agreed, not proved\n"
        "api is exposed to basket.shop, which shop.yaml does not have\n"
        "checkout.shop calls api.pay on TCP 8080, which pay.yaml does not expose to it\n"
        "checkout.shop reaches api.pay of pay.yaml on TCP 8080, which the two do not declare\n");
}

TEST_CASE("objects of two applications that let through less or more than both say") {
  CHECK(said(shop(8080), payments("checkout"),
             support::replaced(objects, "{app.kubernetes.io/name: checkout}}\n      ports", "{tier: web}}\n      ports")) ==
        "1 agreed, not proved\n"
        "checkout.shop calls api.pay on TCP 8080, as both applications declare, but their objects refuse it\n");
  const std::string wide = support::replaced(
      objects, "podSelector: {matchLabels: {app.kubernetes.io/name: api}}\n      ports: [{port: 8080}]", "podSelector: {}");
  CHECK(said(shop(8080), payments("checkout"), wide) == "1 agreed\n");  // the other side still holds it
  CHECK(said(shop(8080), payments("checkout"),
             support::replaced(wide, "{app.kubernetes.io/name: checkout}}\n      ports: [{port: 8080}]",
                               "{app.kubernetes.io/name: checkout}}")) ==
        "1 agreed, not proved\n"
        "checkout.shop reaches api.pay of pay.yaml on TCP 1–8079, 8081–65535 and every UDP port and every SCTP port, which the two do "
        "not declare\n");
}

}  // namespace portolan::proof
