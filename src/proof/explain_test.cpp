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
  CHECK(told(ask("frontend", "cart")) == "");
  CHECK(told(ask("frontend", "cart:7070")) == told(ask("frontend.shop", "cart.shop:grpc")));
  CHECK(told(ask("checkout", "events")) == "");
}

TEST_CASE("derived connections name their reason") {
  CHECK(told(ask("cart", "(dns)")) == "");
  CHECK(told(ask("(gateway)", "frontend:80")) == "");
  CHECK(told(ask("ledger", "ledger")) == "");
  CHECK(told(ask("(node)", "cart")) == "");
}

TEST_CASE("an address outside, with what the cluster cannot hold it to") { CHECK(told(ask("checkout", "stripe")) == ""); }

TEST_CASE("no link: who refuses, and what to add") {
  CHECK(told(ask("cart", "checkout")) == "");
  CHECK(told(ask("frontend", "ledger")) == "");
  CHECK(told(ask("frontend", "events")) == "");
  CHECK(told(ask("frontend", "stripe")) == "");
  CHECK(told(ask("(gateway)", "cart")) == "");
  CHECK(told(ask("cart", "(internet)")) == "");
  CHECK(told(ask("cart", "(kubernetes)")) == "");
  CHECK(told(ask("ledger", "cart")) == "");
}

TEST_CASE("near misses") {
  CHECK(told(ask("frontend", "cart:9090")) == "");
  CHECK(told(ask("reviews-v1", "cart")) == "");
  CHECK(told(ask("cart", "frontend")) == "");
  CHECK(told(ask("reviews", "cart")) == "");
}

TEST_CASE("names that mean nothing") {
  CHECK(told(ask("frontent", "cart")) == "");
  CHECK(told(ask("frontend", "cart:http")) == "");
}

TEST_CASE("the objects decide, not the file") {
  const std::string cart_in = "\n  {from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: {name: frontend}}}], ports: [{port: 7070}]},";
  CHECK(told(ask("frontend", "cart", support::replaced(support::shop_objects(), cart_in, ""))) == "");
}

TEST_CASE("as JSON") {
  text::Sources sources;
  sources.add("portolan.yaml", std::string(200, '\n'));
  CHECK(to_json(ask("cart", "checkout"), sources) == "");
  CHECK(to_json(ask("frontend", "cart"), sources) == "");
}

}  // namespace portolan::proof
