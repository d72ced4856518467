#include "cli/explanation_text.h"

#include <doctest/doctest.h>

namespace portolan::cli {

TEST_CASE("yes: what lets the connection through, line by line of the chart") {
  text::Sources sources;
  const std::uint32_t file = sources.add("portolan.yaml", "app: shop\nservices:\n  web: {calls: [cart]}\n");
  proof::Explanation yes;
  yes.answer = proof::Explanation::Answer::yes;
  yes.from = "web";
  yes.to = "cart";
  yes.port = 80;
  yes.grants.resize(1);
  yes.grants[0].from = "web";
  yes.grants[0].to = "cart";
  yes.grants[0].ports = "TCP 8080";
  yes.grants[0].because = "web declares `calls: cart`";
  yes.grants[0].egress = {{"NetworkPolicy", "shop", "web", "spec.egress[1]"}};
  yes.grants[0].ingress = {{"NetworkPolicy", "shop", "cart", "spec.ingress[0]"}};
  yes.grants[0].place = {file, 22, 25};
  yes.remarks = {"the policy is the only guard"};
  CHECK(to_text(yes, sources, false) ==
        "yes: web can connect to cart on port 80\n"
        "\n"
        "  portolan.yaml:3: web declares `calls: cart`\n"
        "    TCP 8080\n"
        "    out by NetworkPolicy shop/web, spec.egress[1]\n"
        "    in by  NetworkPolicy shop/cart, spec.ingress[0]\n"
        "\n"
        "  note: the policy is the only guard\n");
  yes.grants[0].from = "web-v2";
  CHECK(to_text(yes, sources, true).starts_with("\x1b[1;32myes\x1b[0m: web can connect to cart on port 80\n"));
  CHECK(to_text(yes, sources, false).find("    from web-v2 to cart, TCP 8080\n") != std::string::npos);
}

TEST_CASE("no: who refuses, what comes near, and what to write") {
  text::Sources sources;
  const std::uint32_t file = sources.add("portolan.yaml", "app: shop\nservices:\n  web: {calls: [cart]}\n");
  proof::Explanation no;
  no.from = "web";
  no.to = "cart";
  no.refused_by = {"egress of web: no rule of NetworkPolicy shop/web leads to cart"};
  no.near_misses = {{"cart declares a link to web", {file, 22, 25}}};
  no.additions = {{"declare the call", "calls:\n  cart: {}\n", {file, 22, 25}}};
  CHECK(to_text(no, sources, false) ==
        "no: web cannot connect to cart\n"
        "\n"
        "  egress of web: no rule of NetworkPolicy shop/web leads to cart\n"
        "\n"
        "  portolan.yaml:3: cart declares a link to web\n"
        "\n"
        "  to declare the call, write at portolan.yaml:3:\n"
        "    calls:\n"
        "      cart: {}\n");
}

}  // namespace portolan::cli
