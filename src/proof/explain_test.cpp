#include "proof/explain.h"

#include <doctest/doctest.h>

#include "proof/prover.h"
#include "support/proof_world.h"
#include "support/read_value.h"

namespace portolan::proof {

namespace {

Explanation ask(std::string_view from, std::string_view to, const std::string& objects = support::shop_objects()) {
  value::Builder made;
  Prover prover;
  prover.add_group(support::read_objects(objects, made));
  return explain(support::shop_wiring(), prover.model(), from, to);
}

std::string joined(const std::vector<RuleName>& rules) {
  std::string text;
  for (const RuleName& rule : rules) text += (text.empty() ? "" : "; ") + to_text(rule);
  return text;
}

// The whole answer as lines; places as offsets.
std::string told(const Explanation& e) {
  const auto at = [](text::Span place) { return place.known() ? " @" + std::to_string(place.begin) : std::string(); };
  std::string text = e.answer == Explanation::Answer::yes ? "yes" : e.answer == Explanation::Answer::no ? "no" : "unknown";
  text += " " + e.from + " -> " + e.to + (e.port ? ":" + std::to_string(*e.port) : "") + "\n";
  if (!e.problem.empty()) text += e.problem + "\n";
  for (const Explanation::Grant& g : e.grants) {
    text += g.from + " -> " + g.to + " on " + g.ports + ", " + g.reason + ": " + g.because + at(g.place) + "\n";
    text += "  out: " + joined(g.egress) + "\n  in: " + joined(g.ingress) + "\n";
  }
  for (const std::string& remark : e.remarks) text += "remark: " + remark + "\n";
  for (const std::string& refused : e.refused_by) text += "refused: " + refused + "\n";
  for (const Explanation::NearMiss& miss : e.near_misses) text += "near: " + miss.sentence + at(miss.place) + "\n";
  for (const Explanation::Addition& a : e.additions) text += "add: " + a.title + at(a.place) + "\n" + a.lines;
  return text;
}

}  // namespace

TEST_CASE("a declared call") {
  CHECK(told(ask("frontend", "cart")) ==
        "yes frontend -> cart\n"
        "frontend -> cart on TCP 7070, declared: frontend declares `calls: cart` @100\n"
        "  out: NetworkPolicy shop/frontend, spec.egress[0]\n"
        "  in: NetworkPolicy shop/cart, spec.ingress[0]\n");
  CHECK(told(ask("frontend", "cart:7070")) == told(ask("frontend.shop", "cart.shop:grpc")));
  CHECK(told(ask("checkout", "events")) ==
        "yes checkout -> events\n"
        "checkout -> events on TCP 5672, declared: checkout declares `publishes: events/orders` @130\n"
        "  out: NetworkPolicy payments/checkout, spec.egress[1]\n"
        "  in: NetworkPolicy shop/events, spec.ingress[0]\n"
        "remark: events does not hold checkout to `publishes: events/orders`: its account is shared\n");
}

TEST_CASE("derived connections name their reason") {
  CHECK(told(ask("cart", "(dns)")) ==
        "yes cart -> (dns)\n"
        "cart -> (dns) on TCP 53 and UDP 53, dns: derived: every pod resolves names @10\n"
        "  out: NetworkPolicy shop/dns, spec.egress[0]\n"
        "  in: \n");
  CHECK(told(ask("(gateway)", "frontend:80")) ==
        "yes (gateway) -> frontend:80\n"
        "(gateway) -> frontend on TCP 8080, gateway: frontend declares `expose`: the gateway carries shop.example.com @150\n"
        "  out: \n"
        "  in: NetworkPolicy shop/frontend, spec.ingress[0]\n");
  CHECK(told(ask("ledger", "ledger")) ==
        "yes ledger -> ledger\n"
        "ledger -> ledger on TCP 7000, peers: derived: the replicas of ledger keep each other up to date @100\n"
        "  out: NetworkPolicy payments/ledger, spec.egress[0]\n"
        "  in: NetworkPolicy payments/ledger, spec.ingress[0]\n");
  CHECK(told(ask("(node)", "cart")) ==
        "yes (node) -> cart\n"
        "remark: a node always reaches the pods that run on it: that is how probes work, and no policy decides about it\n");
}

TEST_CASE("an address outside, with what the cluster cannot hold it to") {
  CHECK(told(ask("checkout", "stripe")) ==
        "yes checkout -> stripe\n"
        "checkout -> stripe on TCP 443, declared: checkout declares `calls: stripe` @140\n"
        "  out: NetworkPolicy payments/checkout, spec.egress[2]\n"
        "  in: \n"
        "remark: the cluster's policies know no host names: checkout may reach any address on TCP 443, not only api.stripe.com\n");
}

TEST_CASE("no link: who refuses, and what to add") {
  CHECK(told(ask("cart", "checkout")) ==
        "no cart -> checkout\n"
        "refused: the egress of cart: no rule of NetworkPolicy shop/dns leads to checkout\n"
        "refused: the ingress of checkout: no rule of NetworkPolicy payments/checkout admits cart\n"
        "near: the link goes the other way: checkout declares `calls: cart`; its answers need no link @120\n"
        "add: declare the call @10\n"
        "services:\n"
        "  cart:\n"
        "    calls: [checkout]\n");
  CHECK(told(ask("frontend", "ledger")) ==
        "no frontend -> ledger\n"
        "refused: the egress of frontend: no rule of NetworkPolicy shop/dns, NetworkPolicy shop/frontend leads to ledger\n"
        "refused: the ingress of ledger: no rule of NetworkPolicy payments/ledger admits frontend\n"
        "add: declare the use @40\n"
        "services:\n"
        "  frontend:\n"
        "    uses: {ledger/books: read}\n");
  CHECK(told(ask("frontend", "events")) ==
        "no frontend -> events\n"
        "refused: the egress of frontend: no rule of NetworkPolicy shop/dns, NetworkPolicy shop/frontend leads to events\n"
        "refused: the ingress of events: no rule of NetworkPolicy shop/events admits frontend\n"
        "add: declare what it publishes @40\n"
        "services:\n"
        "  frontend:\n"
        "    publishes: [orders]\n"
        "add: declare what it consumes @40\n"
        "services:\n"
        "  frontend:\n"
        "    consumes: [orders]\n");
  CHECK(told(ask("frontend", "stripe")) ==
        "no frontend -> stripe\n"
        "refused: the egress of frontend: no flow leads to stripe\n"
        "add: declare the call @40\n"
        "services:\n"
        "  frontend:\n"
        "    calls: [stripe]\n");
  CHECK(told(ask("(gateway)", "cart")) ==
        "no (gateway) -> cart\n"
        "refused: the ingress of cart: no flow admits (gateway)\n"
        "add: open a way in through the gateway @10\n"
        "services:\n"
        "  cart:\n"
        "    expose: {host: HOST}\n");
  CHECK(told(ask("cart", "(internet)")) ==
        "no cart -> (internet)\n"
        "refused: the egress of cart: no flow leads to (internet)\n"
        "add: declare the address outside and the call @10\n"
        "externals:\n"
        "  NAME: https://HOST\n"
        "services:\n"
        "  cart:\n"
        "    calls: [NAME]\n");
  CHECK(told(ask("cart", "(kubernetes)")) ==
        "no cart -> (kubernetes)\n"
        "refused: the egress of cart: no flow leads to (kubernetes)\n"
        "add: declare the use of the cluster's API @10\n"
        "services:\n"
        "  cart:\n"
        "    uses: {kubernetes: {RESOURCE: [get]}}\n");
  CHECK(told(ask("ledger", "cart")) ==
        "no ledger -> cart\n"
        "refused: the egress of ledger: no rule of NetworkPolicy payments/dns, NetworkPolicy payments/ledger leads to cart\n"
        "refused: the ingress of cart: no rule of NetworkPolicy shop/cart admits ledger\n"
        "near: ledger is a server: it answers and calls nobody @50\n");
}

TEST_CASE("near misses") {
  CHECK(told(ask("frontend", "cart:9090")) ==
        "no frontend -> cart:9090\n"
        "refused: the egress of frontend: no rule of NetworkPolicy shop/dns, NetworkPolicy shop/frontend leads to cart on port 9090\n"
        "refused: the ingress of cart: no rule of NetworkPolicy shop/cart admits frontend on port 9090\n"
        "near: `calls: cart` is declared, on port 7070 @100\n"
        "add: declare the port and the call @40\n"
        "services:\n"
        "  cart:\n"
        "    ports: {NAME: 9090}\n"
        "  frontend:\n"
        "    calls: [cart:NAME]\n");
  CHECK(told(ask("reviews-v1", "cart")) ==
        "no reviews-v1 -> cart\n"
        "refused: the egress of reviews-v1: no rule of NetworkPolicy shop/dns leads to cart\n"
        "refused: the ingress of cart: no rule of NetworkPolicy shop/cart admits reviews-v1\n"
        "near: `calls: cart` is declared for reviews-v2 only @160\n"
        "add: declare the call @60\n"
        "services:\n"
        "  reviews:\n"
        "    versions:\n"
        "      v1:\n"
        "        calls: [cart]\n");
  CHECK(told(ask("cart", "frontend")) ==
        "no cart -> frontend\n"
        "refused: the egress of cart: no rule of NetworkPolicy shop/dns leads to frontend\n"
        "refused: the ingress of frontend: no rule of NetworkPolicy shop/frontend admits cart\n"
        "near: the link goes the other way: frontend declares `calls: cart`; its answers need no link @100\n"
        "add: declare the call @10\n"
        "services:\n"
        "  cart:\n"
        "    calls: [frontend]\n");
  CHECK(told(ask("reviews", "cart")) ==
        "yes reviews -> cart\n"
        "reviews-v2 -> cart on TCP 7070, declared: reviews declares `calls: cart` @160\n"
        "  out: NetworkPolicy shop/reviews-v2, spec.egress[0]\n"
        "  in: NetworkPolicy shop/cart, spec.ingress[2]\n"
        "remark: not every version: the egress of reviews-v1: no rule of NetworkPolicy shop/dns leads to cart\n"
        "remark: not every version: the ingress of cart: no rule of NetworkPolicy shop/cart admits reviews-v1\n");
}

TEST_CASE("names that mean nothing") {
  CHECK(told(ask("frontent", "cart")) ==
        "unknown frontent -> cart\n"
        "there is no `frontent` in this environment and its profiles; did you mean `frontend`?\n");
  CHECK(told(ask("frontend", "cart:http")) ==
        "unknown frontend -> cart\n"
        "`cart` has no port `http`; it has `grpc`\n");
}

TEST_CASE("the objects decide, not the file") {
  const std::string cart_in =
      "\n  {from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: {name: frontend}}}], "
      "ports: [{port: 7070}]},";
  CHECK(told(ask("frontend", "cart", support::replaced(support::shop_objects(), cart_in, ""))) ==
        "no frontend -> cart\n"
        "remark: the file declares it, and the objects refuse it: `portolan check` says what differs\n"
        "refused: the ingress of cart: no rule of NetworkPolicy shop/cart admits frontend\n");
}

TEST_CASE("as JSON") {
  text::Sources sources;
  sources.add("portolan.yaml", std::string(200, '\n'));
  CHECK(to_json(ask("cart", "checkout"), sources) ==
        "{\n"
        "  \"from\": \"cart\",\n"
        "  \"to\": \"checkout\",\n"
        "  \"answer\": \"no\",\n"
        "  \"grants\": [],\n"
        "  \"remarks\": [],\n"
        "  \"refusedBy\": [\n"
        "    \"the egress of cart: no rule of NetworkPolicy shop/dns leads to checkout\",\n"
        "    \"the ingress of checkout: no rule of NetworkPolicy payments/checkout admits cart\"\n"
        "  ],\n"
        "  \"additions\": [\n"
        "    {\n"
        "      \"title\": \"declare the call\",\n"
        "      \"lines\": \"services:\\n  cart:\\n    calls: [checkout]\\n\",\n"
        "      \"at\": \"portolan.yaml:11\"\n"
        "    }\n"
        "  ],\n"
        "  \"nearMisses\": [\n"
        "    {\n"
        "      \"text\": \"the link goes the other way: checkout declares `calls: cart`; its answers need no link\",\n"
        "      \"at\": \"portolan.yaml:121\"\n"
        "    }\n"
        "  ]\n"
        "}\n");
  CHECK(to_json(ask("frontend", "cart"), sources) ==
        "{\n"
        "  \"from\": \"frontend\",\n"
        "  \"to\": \"cart\",\n"
        "  \"answer\": \"yes\",\n"
        "  \"grants\": [\n"
        "    {\n"
        "      \"from\": \"frontend\",\n"
        "      \"to\": \"cart\",\n"
        "      \"ports\": \"TCP 7070\",\n"
        "      \"reason\": \"declared\",\n"
        "      \"because\": \"frontend declares `calls: cart`\",\n"
        "      \"at\": \"portolan.yaml:101\",\n"
        "      \"egress\": [\n"
        "        {\n"
        "          \"kind\": \"NetworkPolicy\",\n"
        "          \"namespace\": \"shop\",\n"
        "          \"name\": \"frontend\",\n"
        "          \"path\": \"spec.egress[0]\"\n"
        "        }\n"
        "      ],\n"
        "      \"ingress\": [\n"
        "        {\n"
        "          \"kind\": \"NetworkPolicy\",\n"
        "          \"namespace\": \"shop\",\n"
        "          \"name\": \"cart\",\n"
        "          \"path\": \"spec.ingress[0]\"\n"
        "        }\n"
        "      ]\n"
        "    }\n"
        "  ],\n"
        "  \"remarks\": [],\n"
        "  \"refusedBy\": [],\n"
        "  \"additions\": [],\n"
        "  \"nearMisses\": []\n"
        "}\n");
}

}  // namespace portolan::proof
