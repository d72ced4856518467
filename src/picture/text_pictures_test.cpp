#include <doctest/doctest.h>

#include <algorithm>

#include "picture/picture.h"
#include "picture/renderers.h"
#include "picture/sample_wiring.h"

namespace portolan::picture {

TEST_CASE("a shop as a Mermaid flowchart") {
  const auto shop = sample_shop();
  CHECK(draw(shop.wiring, shop.sources, Format::mermaid) == R"(---
title: "shop in prod"
---
flowchart LR
  subgraph namespace_payments["payments"]
    node_payments_checkout("<b>checkout</b><br/>grpc 5050"):::service
  end
  subgraph namespace_shop["shop"]
    node_shop_cart("<b>cart</b><br/>grpc 7070<br/>peers gossip:7946"):::service
    node_shop_cart_store[("<b>cart-store</b><br/>Redis 8 · 6379")]:::store
    node_shop_catalog("<b>catalog</b><br/>grpc 3550"):::service
    node_shop_catalog_db[("<b>catalog-db</b><br/>PostgreSQL 17 · 5432")]:::store
    node_shop_catalog_schema{{"<b>catalog-schema</b><br/>job"}}:::job
    node_shop_email[["<b>email</b><br/>worker"]]:::worker
    subgraph node_shop_events["<b>events</b><br/>RabbitMQ 4.1 · 5672"]
      channel_shop_events_order_placed["order-placed<br/>queue"]:::channel
      channel_shop_events_order_shipped["order-shipped<br/>topic"]:::channel
    end
    class node_shop_events broker
    node_shop_frontend("<b>frontend</b><br/>http 80→8080"):::service
    node_shop_report{{"<b>report</b><br/>job at 0 3 * * *"}}:::job
  end
  node__gateway_[/"<b>(gateway)</b><br/>Gateway API"\]:::gateway
  node_stripe(["<b>stripe</b><br/>api.stripe.com"]):::external
  node_payments_checkout -->|"grpc:7070"| node_shop_cart
  node_payments_checkout -.->|"amqp:5672"| channel_shop_events_order_placed
  node_payments_checkout -->|"https:443"| node_stripe
  node_shop_cart -->|"redis:6379 write<br/>not enforced"| node_shop_cart_store
  node_shop_catalog -->|"postgres:5432 read"| node_shop_catalog_db
  node_shop_catalog_schema -->|"postgres:5432 own"| node_shop_catalog_db
  channel_shop_events_order_placed -.->|"amqp:5672"| node_shop_email
  channel_shop_events_order_shipped -.->|"amqp:5672"| node_shop_email
  node_shop_frontend -->|"grpc:5050"| node_payments_checkout
  node_shop_frontend -->|"grpc:7070"| node_shop_cart
  node_shop_frontend -->|"grpc:3550"| node_shop_catalog
  node_shop_report -->|"postgres:5432 read"| node_shop_catalog_db
  node__gateway_ -->|"shop.example.com http:80"| node_shop_frontend
  linkStyle 12 stroke:#b03060
  linkStyle 0,2,8,9,10 stroke:#4a6fa5
  linkStyle 1,6,7 stroke:#a86400
  linkStyle 4,5,11 stroke:#2b7a44
  linkStyle 3 stroke:#c2410c
  classDef service fill:#e8f0fc,stroke:#2f5fb3,color:#10264d
  classDef worker fill:#e3f4f4,stroke:#197278,color:#0b3336
  classDef job fill:#f0eafa,stroke:#6b4fa8,color:#2c1f4a
  classDef store fill:#e6f4ea,stroke:#2b7a44,color:#0f3a1e
  classDef broker fill:#fdf1df,stroke:#a86400,color:#472a00
  classDef channel fill:#fffaf1,stroke:#a86400,color:#472a00
  classDef external fill:#f3f4f6,stroke:#6b7280,color:#1f2937,stroke-dasharray:5 4
  classDef outside fill:#f3f4f6,stroke:#6b7280,color:#1f2937,stroke-dasharray:5 4
  classDef gateway fill:#fce8ee,stroke:#b03060,color:#4d1027
)");
}

TEST_CASE("a shop in a terminal") {
  const auto shop = sample_shop();
  CHECK(draw(shop.wiring, shop.sources, Format::terminal) == R"(shop in prod

namespace payments
  checkout        grpc 5050  ◀ frontend.shop
    ──grpc:7070──▶ cart.shop
    ┄┄amqp:5672┄┄▶ events.shop/order-placed
    ──https:443──▶ stripe

namespace shop
  cart            grpc 7070 · peers gossip:7946  ◀ checkout.payments, frontend
    ──redis:6379 write──▶ cart-store !
  cart-store      Redis 8 · 6379  ◀ cart
  catalog         grpc 3550  ◀ frontend
    ──postgres:5432 read──▶ catalog-db
  catalog-db      PostgreSQL 17 · 5432  ◀ catalog, catalog-schema, report
  catalog-schema  job
    ──postgres:5432 own──▶ catalog-db
  email           worker  ◀ events/order-placed, events/order-shipped
  events          RabbitMQ 4.1 · 5672
    order-placed  queue  ◀ checkout.payments
      ┄┄amqp:5672┄┄▶ email
    order-shipped  topic
      ┄┄amqp:5672┄┄▶ email
  frontend        http 80→8080  ◀ (gateway)
    ──grpc:5050──▶ checkout.payments
    ──grpc:7070──▶ cart
    ──grpc:3550──▶ catalog
  report          job at 0 3 * * *
    ──postgres:5432 read──▶ catalog-db

outside
  (gateway)       Gateway API
    ──shop.example.com http:80──▶ frontend.shop
  stripe          api.stripe.com  ◀ checkout.payments

┄┄▶ messages, in the direction they flow
!   the server does not hold the caller to what it declared; the network policy is the guard
)");
}

TEST_CASE("a shop in a terminal without UTF-8") {
  const auto shop = sample_shop();
  CHECK(draw(shop.wiring, shop.sources, Format::terminal, {.width = 80, .color = false, .utf8 = false}) == R"(shop in prod

namespace payments
  checkout        grpc 5050  <- frontend.shop
    --grpc:7070--> cart.shop
    ..amqp:5672..> events.shop/order-placed
    --https:443--> stripe

namespace shop
  cart            grpc 7070 | peers gossip:7946  <- checkout.payments, frontend
    --redis:6379 write--> cart-store !
  cart-store      Redis 8 | 6379  <- cart
  catalog         grpc 3550  <- frontend
    --postgres:5432 read--> catalog-db
  catalog-db      PostgreSQL 17 | 5432  <- catalog, catalog-schema, report
  catalog-schema  job
    --postgres:5432 own--> catalog-db
  email           worker  <- events/order-placed, events/order-shipped
  events          RabbitMQ 4.1 | 5672
    order-placed  queue  <- checkout.payments
      ..amqp:5672..> email
    order-shipped  topic
      ..amqp:5672..> email
  frontend        http 80->8080  <- (gateway)
    --grpc:5050--> checkout.payments
    --grpc:7070--> cart
    --grpc:3550--> catalog
  report          job at 0 3 * * *
    --postgres:5432 read--> catalog-db

outside
  (gateway)       Gateway API
    --shop.example.com http:80--> frontend.shop
  stripe          api.stripe.com  <- checkout.payments

..> messages, in the direction they flow
!   the server does not hold the caller to what it declared; the network policy is the guard
)");
}

TEST_CASE("colours change nothing but the colours") {
  const auto shop = sample_shop();
  const std::string plain = draw(shop.wiring, shop.sources, Format::terminal);
  const std::string coloured = draw(shop.wiring, shop.sources, Format::terminal, {.width = 80, .color = true, .utf8 = true});
  std::string stripped;
  for (std::size_t at = 0; at < coloured.size(); ++at) {
    if (coloured[at] == '\x1b')
      at = coloured.find('m', at);
    else
      stripped += coloured[at];
  }
  CHECK(coloured != plain);
  CHECK(stripped == plain);
}

TEST_CASE("callers beyond the width are counted") {
  SampleWiring app("app");
  const auto db = app.party("db", "store:PostgreSQL 17");
  for (const char* name : {"accounting", "billing", "catalog", "delivery", "emails", "fulfilment", "gateway", "history"}) {
    app.link(app.party(name), wiring::Verb::uses, db, "postgres", 5432);
  }
  const std::string picture = draw(app.wiring, app.sources, Format::terminal);
  CHECK(picture.find("  db          PostgreSQL 17 · 5432  ◀ accounting, billing, catalog, delivery +4\n") != std::string::npos);
}

TEST_CASE("names that mean something to Mermaid are labels and nothing else") {
  SampleWiring app("app");
  const auto end = app.party("end");
  const auto odd = app.party("a-b");
  app.party("a.b");
  app.link(end, wiring::Verb::calls, odd, "http", 80);
  const auto host = app.party("api", R"(external:"x" <b>#1`)");
  app.link(end, wiring::Verb::calls, host, "https", 443);
  const std::string picture = draw(app.wiring, app.sources, Format::mermaid);
  CHECK(picture.find("    node_app_end(\"<b>end</b>\"):::service\n") != std::string::npos);
  CHECK(picture.find("    node_app_a_b(\"<b>a-b</b>\"):::service\n    node_app_a_b_2(\"<b>a.b</b>\"):::service\n") != std::string::npos);
  CHECK(picture.find("([\"<b>api</b><br/>#quot;x#quot; #lt;b#gt;#35;1#96;\"])") != std::string::npos);
}

TEST_CASE("the order of parties and links is without influence") {
  const auto shop = sample_shop();
  auto turned = sample_shop();
  auto& links = turned.wiring.links;
  std::ranges::reverse(links);
  for (auto& link : links) {
    link.from = static_cast<std::uint32_t>(turned.wiring.parties.size()) - 1 - link.from;
    link.to = static_cast<std::uint32_t>(turned.wiring.parties.size()) - 1 - link.to;
  }
  for (auto& route : turned.wiring.routes) route.party = static_cast<std::uint32_t>(turned.wiring.parties.size()) - 1 - route.party;
  std::ranges::reverse(turned.wiring.parties);
  for (const auto format : {Format::svg, Format::mermaid, Format::terminal}) {
    CHECK(draw(shop.wiring, shop.sources, format) == draw(turned.wiring, turned.sources, format));
  }
}

}  // namespace portolan::picture
