#include "proof/prover.h"

#include <doctest/doctest.h>

#include "support/proof_world.h"
#include "support/read_value.h"

// One correct set of objects, and what the proof says when one thing in it is not as it should be.

namespace portolan::proof {

namespace {

using support::replaced;

Report prove(const std::string& objects, std::size_t most = 200) {
  value::Builder made;
  Prover prover;
  prover.add_group(support::read_objects(objects, made));
  return prover.finish(support::shop_wiring(), most);
}

std::string differences(const Report& report) {
  std::string text;
  for (const Difference& difference : report.differences) text += describe_difference(difference) + "\n";
  return text;
}

// The policy of one workload, from its name on, so that a text inside of it can be replaced.
std::string in_policy(const std::string& name, const std::string& what, const std::string& by) {
  std::string objects = support::shop_objects();
  const std::size_t begin = objects.find("kind: NetworkPolicy, metadata: {name: " + name + ",");
  const std::size_t end = objects.find("---", begin);
  REQUIRE(begin != std::string::npos);
  return objects.substr(0, begin) + replaced(objects.substr(begin, end - begin), what, by) + objects.substr(end);
}

std::string after_change(const std::string& name, const std::string& what, const std::string& by) {
  return differences(prove(in_policy(name, what, by)));
}
std::string after_change(const std::string& what, const std::string& by) {
  return differences(prove(replaced(support::shop_objects(), what, by)));
}

}  // namespace

TEST_CASE("objects that allow what is declared") {
  const Report report = prove(support::shop_objects());
  CHECK(differences(report) == "");
  CHECK(report.holds());
  CHECK(!report.cut);
  CHECK(report.counts.pods == 7);
  CHECK(report.counts.pairs == 49);
  CHECK(report.counts.connections == 49ULL * 3 * 65535);
  CHECK(report.counts.allowed == 6);
  CHECK(report.counts.policies == 10);
  CHECK(report.counts.rules == 16);
  REQUIRE(report.residuals.size() == 1);
  CHECK(report.residuals[0].sentence ==
        "checkout may reach any address on TCP 443, not only api.stripe.com: the cluster's policies know no host names");
}

TEST_CASE("a rule leads to somebody else") {
  CHECK(after_change("frontend", "kubernetes.io/metadata.name: payments", "kubernetes.io/metadata.name: shop") ==
        "frontend may reach pods with name=checkout in namespace shop on TCP 5050, which no link declares: NetworkPolicy shop/frontend, "
        "spec.egress[1] lets it through\n"
        "frontend may not reach checkout on TCP 5050, though the file says so: refused by the egress of frontend\n");
  CHECK(after_change("events", "name: checkout", "name: frontend") ==
        "pods with name=frontend in namespace payments may reach events on TCP 5672, which no link declares: NetworkPolicy shop/events, "
        "spec.ingress[0] lets it through\n"
        "checkout may not reach events on TCP 5672, though the file says so: refused by the ingress of events\n");
  CHECK(after_change("reviews-v2", "name: cart", "name: frontend") ==
        "NetworkPolicy shop/reviews-v2, spec.egress[0] would let reviews-v2 reach frontend on TCP 7070, which no link declares; only the "
        "ingress of frontend refuses it\n"
        "reviews-v2 may not reach cart on TCP 7070, though the file says so: refused by the egress of reviews-v2\n");
}

TEST_CASE("a rule is missing") {
  CHECK(after_change("checkout", "{name: frontend}", "{name: nobody}") ==
        "pods with name=nobody in namespace shop may reach checkout on TCP 5050, which no link declares: NetworkPolicy payments/checkout, "
        "spec.ingress[0] lets it through\n"
        "frontend may not reach checkout on TCP 5050, though the file says so: refused by the ingress of checkout\n");
  CHECK(after_change("ledger", "\n  {to: [{podSelector: {matchLabels: {name: ledger}}}], ports: [{port: 7000}]}", "") ==
        "ledger may not reach ledger on TCP 7000, though the file says so: refused by the egress of ledger\n");
}

TEST_CASE("a rule is on another port, or on too many") {
  CHECK(after_change("events", "port: 5672", "port: 5671") ==
        "NetworkPolicy shop/events, spec.ingress[0] would let checkout reach events on TCP 5671, which no link declares; only the egress "
        "of checkout refuses it\n"
        "checkout may not reach events on TCP 5672, though the file says so: refused by the ingress of events\n");
  CHECK(after_change("events", "port: 5672", "port: 5600, endPort: 5700") ==
        "NetworkPolicy shop/events, spec.ingress[0] would let checkout reach events on TCP 5600–5671, 5673–5700, which no link declares; "
        "only the egress of checkout refuses it\n");
  CHECK(after_change("events", ", ports: [{port: 5672}]", "") ==
        "NetworkPolicy shop/events, spec.ingress[0] would let checkout reach events on TCP 1–5671, 5673–65535 and every UDP port and every "
        "SCTP port, which no link declares; only the egress of checkout refuses it\n");
  CHECK(after_change("events", "port: 5672", "protocol: UDP, port: 5672") ==
        "NetworkPolicy shop/events, spec.ingress[0] would let checkout reach events on UDP 5672, which no link declares; only the egress "
        "of checkout refuses it\n"
        "checkout may not reach events on TCP 5672, though the file says so: refused by the ingress of events\n");
  CHECK(after_change("cart", "port: grpc", "port: http") ==
        "reviews-v2 may not reach cart on TCP 7070, though the file says so: refused by the ingress of cart\n");
}

TEST_CASE("both sides are open on a port that nobody declared") {
  const std::string objects = in_policy("events", "port: 5672", "port: 5672}, {port: 15672");
  CHECK(differences(prove(
            replaced(objects, "{name: events}}}], ports: [{port: 5672}]", "{name: events}}}], ports: [{port: 5672}, {port: 15672}]"))) ==
        "checkout may reach events on TCP 15672, which no link declares: NetworkPolicy payments/checkout, spec.egress[1] and NetworkPolicy "
        "shop/events, spec.ingress[0] let it through\n");
}

TEST_CASE("a rule that should need both selectors is satisfied by one") {
  CHECK(after_change("checkout", "kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: {name: frontend}}",
                     "kubernetes.io/metadata.name: shop}}}, {podSelector: {matchLabels: {name: frontend}}") ==
        "every pod in namespace shop may reach checkout on TCP 5050, which no link declares: NetworkPolicy payments/checkout, "
        "spec.ingress[0] lets it through\n"
        "pods with name=frontend in namespace payments may reach checkout on TCP 5050, which no link declares: NetworkPolicy "
        "payments/checkout, spec.ingress[0] lets it through\n");
}

TEST_CASE("a rule names too many namespaces, or all pods, or everything") {
  CHECK(after_change("events", "{matchLabels: {kubernetes.io/metadata.name: payments}}", "{}") ==
        "pods with name=checkout of every namespace may reach events on TCP 5672, which no link declares: NetworkPolicy shop/events, "
        "spec.ingress[0] lets it through\n");
  CHECK(after_change("ledger", "{to: [{podSelector: {matchLabels: {name: ledger}}}]", "{to: [{podSelector: {}}]") ==
        "ledger may reach every pod in namespace payments on TCP 7000, which no link declares: NetworkPolicy payments/ledger, "
        "spec.egress[0] lets it through\n");
  CHECK(after_change("ledger", "from: [{podSelector: {matchLabels: {name: ledger}}}], ", "") ==
        "every pod and every address may reach ledger on TCP 7000, which no link declares: NetworkPolicy payments/ledger, spec.ingress[0] "
        "lets it through\n");
  CHECK(after_change("events", "{name: checkout}", "{part-of: shop}") ==
        "NetworkPolicy shop/events, spec.ingress[0] would let ledger reach events on TCP 5672, which no link declares; only the egress of "
        "ledger refuses it\n");
  CHECK(after_change("events", "{matchLabels: {name: checkout}}", "{matchExpressions: [{key: name, operator: Exists}]}") ==
        "pods with name in namespace payments may reach events on TCP 5672, which no link declares: NetworkPolicy shop/events, "
        "spec.ingress[0] lets it through\n");
}

TEST_CASE("nothing holds a pod") {
  CHECK(after_change("{name: deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}",
                     "{name: deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Egress]}") ==
        "the ingress of reviews-v1 is open: no policy holds it, so that every connection passes\n");
  CHECK(after_change("spec: {serviceAccountName: events,", "spec: {serviceAccountName: events, hostNetwork: true,") ==
        "the egress of events is open: its pods are on the network of their node, where policies do not hold\n"
        "the ingress of events is open: its pods are on the network of their node, where policies do not hold\n");
}

TEST_CASE("addresses outside") {
  CHECK(after_change("checkout", ", except: [10.0.0.0/8]", "") ==
        "checkout may reach 10.0.0.0/8 on TCP 443, which no link declares: NetworkPolicy payments/checkout, spec.egress[2] lets it "
        "through\n");
  CHECK(after_change("checkout", "except: [10.0.0.0/8]", "except: [10.0.0.0/8, 93.184.0.0/16]") ==
        "checkout may not reach 93.184.0.0/16 on TCP 443, though the file says so: refused by the egress of checkout\n");
  CHECK(after_change("checkout", ", {ipBlock: {cidr: '::/0'}}", "") ==
        "checkout may not reach ::/0 on TCP 443, though the file says so: refused by the egress of checkout\n");
  CHECK(after_change("checkout", "port: 443", "port: 443}, {port: 80") ==
        "checkout may reach every address but 10.0.0.0/8 on TCP 80, which no link declares: NetworkPolicy payments/checkout, "
        "spec.egress[2] lets it through\n");
  CHECK(after_change("checkout", "{cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}",
                     "{cidr: 0.0.0.0/1, except: [10.0.0.0/8]}}, {ipBlock: {cidr: 128.0.0.0/1}}") == "");
}

TEST_CASE("pods that are not ours") {
  CHECK(after_change("frontend", "app: envoy", "app: nginx") ==
        "pods with app=nginx in namespace gateways may reach frontend on TCP 8080, which no link declares: NetworkPolicy shop/frontend, "
        "spec.ingress[0] lets it through\n"
        "pods with app=envoy in namespace gateways may not reach frontend on TCP 8080, though the file says so: refused by the ingress of "
        "frontend\n");
  CHECK(after_change("{name: dns, namespace: payments}, spec: {podSelector: {}, policyTypes: [Egress],\n egress: [{to: "
                     "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: "
                     "kube-dns}}}], ports: [{port: 53}, {protocol: UDP, port: 53}]",
                     "{name: dns, namespace: payments}, spec: {podSelector: {}, policyTypes: [Egress],\n egress: [{to: "
                     "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{port: 53}]") ==
        "checkout may not reach pods with k8s-app=kube-dns in namespace kube-system on UDP 53, though the file says so: refused by the "
        "egress of checkout\n"
        "checkout may reach every pod in namespace kube-system on TCP 53, which no link declares: NetworkPolicy payments/dns, "
        "spec.egress[0] lets it through\n"
        "ledger may not reach pods with k8s-app=kube-dns in namespace kube-system on UDP 53, though the file says so: refused by the "
        "egress of ledger\n"
        "ledger may reach every pod in namespace kube-system on TCP 53, which no link declares: NetworkPolicy payments/dns, spec.egress[0] "
        "lets it through\n");
}

TEST_CASE("Services lead elsewhere") {
  const std::string cart = "{name: cart, namespace: shop}, spec: {selector: {name: cart}, ports: [{port: 7070, targetPort: grpc}]}";
  const auto with = [&](const std::string& spec) { return after_change(cart, "{name: cart, namespace: shop}, spec: {" + spec + "}"); };
  CHECK(with("selector: {name: frontend}, ports: [{port: 7070, targetPort: grpc}]") ==
        "Service shop/cart: does not select cart\n"
        "Service shop/cart: selects frontend, which it should not\n");
  CHECK(with("selector: {part-of: shop}, ports: [{port: 7070, targetPort: 7070}]") ==
        "Service shop/cart: selects events, which it should not\n"
        "Service shop/cart: selects frontend, which it should not\n"
        "Service shop/cart: selects reviews-v1, which it should not\n"
        "Service shop/cart: selects reviews-v2, which it should not\n");
  CHECK(with("selector: {name: cart}, ports: [{port: 7070, targetPort: http}]") ==
        "Service shop/cart: port 7070 leads to a port named `http`, which cart does not have\n");
  CHECK(with("selector: {name: cart}, ports: [{port: 7070, targetPort: 7071}]") ==
        "Service shop/cart: port 7070 leads to 7071 of cart, which listens on 7070\n");
  CHECK(with("selector: {name: cart}, ports: [{port: 80, targetPort: 7070}]") ==
        "Service shop/cart: has a port TCP 80 that the file does not give it\n"
        "Service shop/cart: has no port TCP 7070\n");
  CHECK(with("clusterIP: None, selector: {name: cart}, ports: [{port: 7070}]") == "Service shop/cart: is headless, and should not be\n");
  CHECK(after_change("Service, metadata: {name: cart,", "Service, metadata: {name: kart,") ==
        "Service shop/cart: is not among the objects\n"
        "Service shop/kart: selects cart, and the file gives it no such name\n");
}

TEST_CASE("selectors and accounts of objects") {
  CHECK(after_change("selector: {matchLabels: {name: cart}}, template", "selector: {matchLabels: {part-of: shop}}, template") ==
        "Deployment shop/cart: its selector finds pods of events\n"
        "Deployment shop/cart: its selector finds pods of frontend\n"
        "Deployment shop/cart: its selector finds pods of reviews-v1\n"
        "Deployment shop/cart: its selector finds pods of reviews-v2\n");
  CHECK(after_change("selector: {matchLabels: {name: cart}}, template", "selector: {matchLabels: {name: kart}}, template") ==
        "Deployment shop/cart: its selector does not find its own pods\n");
  CHECK(after_change("serviceAccountName: cart,", "serviceAccountName: frontend,") ==
        "Deployment shop/cart: runs under the service account `frontend`, not under its own\n");
  CHECK(after_change("serviceAccountName: cart,", "") ==
        "Deployment shop/cart: runs under the service account `default`, not under its own\n");
  CHECK(after_change("{name: cart, namespace: shop}, spec: {selector: {matchLabels: {name: cart}}}}",
                     "{name: cart, namespace: shop}, spec: {selector: {matchLabels: {part-of: shop}}}}") ==
        "PodDisruptionBudget shop/cart: selects pods of cart and of events\n");
  CHECK(after_change("kind: Deployment, metadata: {name: reviews-v1,", "kind: Deployment, metadata: {name: reviews-v0,") ==
        "Service shop/reviews: selects Deployment shop/reviews-v0, which it should not\n"
        "reviews-v1: no object of namespace shop makes its pods\n");
}

TEST_CASE("objects that no API server takes") {
  CHECK(after_change("checkout", "cidr: 0.0.0.0/0", "cidr: 0.0.0.0") ==
        "checkout may not reach every IPv4 address but 10.0.0.0/8 on TCP 443, though the file says so: refused by the egress of checkout\n"
        "NetworkPolicy payments/checkout: ipBlock `0.0.0.0` is no range of addresses\n");
  CHECK(after_change("NetworkPolicy, metadata: {name: dns, namespace: shop}", "NetworkPolicy, metadata: {name: deny, namespace: shop}") ==
        "NetworkPolicy shop/deny: is there twice\n");
}

TEST_CASE("no more differences are listed than asked for") {
  const Report report = prove(in_policy("events", "port: 5672", "port: 5600, endPort: 5700"), 0);
  CHECK(report.differences.empty());
  CHECK(report.cut);
  CHECK(!report.holds());
}

}  // namespace portolan::proof
