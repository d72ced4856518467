#include "cli/first_chart.h"

#include <fmt/core.h>

namespace portolan::cli {

namespace {

constexpr std::string_view head =
    R"(# yaml-language-server: $schema=portolan.schema.json
# An editor completes and checks this file after `portolan schema > portolan.schema.json`.
#
# A value that begins with "? " is a question to the developers of the service. `portolan check` prints all of them,
# service by service, to be sent to those who know; write each answer in place of its question. `portolan build` waits for them.
portolan: 1
)";

constexpr std::string_view end =
    R"(
# Which databases, caches and message brokers are there? A service that uses one names it.
#
# stores:
#   orders-db: {kind: postgres, version: "17", size: 10Gi}
#   sessions: {kind: redis}
# brokers:
#   events: {kind: rabbitmq, channels: {order-placed: queue}}

# Which third parties are called, and at which address?
#
# externals:
#   payments: https://api.payments.example

# Which values must never be written down? They are used as ${secrets.NAME}.
#
# secrets:
#   payments-key: {env: PAYMENTS_KEY}

# What differs between environments?
#
# environments:
#   dev: {}
#   prod:
#     cluster: {context: NAME-OF-THE-KUBECTL-CONTEXT}
)";

constexpr std::string_view example =
    R"(# yaml-language-server: $schema=portolan.schema.json
# A small shop: a web front end, two services behind it, a database, a cache, a queue and a third party.
portolan: 1
app: shop
owner: team-shop
contact: shop@example.com

services:
  frontend:
    image: registry.example.com/shop/frontend:1.4.2
    ports: {http: 80:8080}                   # others say 80, the process listens on 8080
    expose: shop.example.com                 # who comes from outside, through the gateway
    health: /healthz
    resources: {cpu: 100m..500m, memory: 128Mi}
    calls: [catalog, cart]                   # a link: the address below, and the only way that is open
    publishes: [order-placed]
    env:
      CATALOG_ADDR: ${catalog.address}
      CART_ADDR: ${cart.address}
      QUEUE_URL: ${events.url}

  catalog:
    image: registry.example.com/shop/catalog:2.0.0
    ports: {grpc: 3550}
    health: grpc
    resources: {cpu: 100m..500m, memory: 128Mi}
    uses: {catalog-db: read}
    env: {DATABASE_URL: "${catalog-db.url}"}

  catalog-schema:                            # somebody must own the schema that catalog only reads
    image: registry.example.com/shop/catalog:2.0.0
    args: migrate
    job: once
    resources: {cpu: 100m..500m, memory: 128Mi}
    uses: {catalog-db: own}
    env: {DATABASE_URL: "${catalog-db.url}"}

  cart:
    image: registry.example.com/shop/cart:1.1.0
    ports: {grpc: 7070}
    health: grpc
    resources: {cpu: 100m..500m, memory: 128Mi}
    replicas: 2..10
    uses: [cart-store]
    env: {REDIS_ADDR: "${cart-store.address}"}

  email:                                     # no ports: a worker
    image: registry.example.com/shop/email:0.3.1
    health: none
    resources: {cpu: 50m..200m, memory: 64Mi}
    consumes: [order-placed]
    calls: [mail-provider]
    env:
      QUEUE_URL: ${events.url}
      MAIL_URL: ${mail-provider.url}
      MAIL_KEY: ${secrets.mail-key}

stores:
  catalog-db: {kind: postgres, version: "17", size: 10Gi}
  cart-store: {kind: redis}

brokers:
  events: {kind: rabbitmq, channels: {order-placed: queue}}

externals:
  mail-provider: https://api.mail.example

secrets:
  mail-key: {env: MAIL_KEY}                  # taken from this variable of whoever deploys

environments:
  dev: {}
  prod:
    services: {frontend: {replicas: 3..12}}
)";

void add_service(std::string& out, std::string_view name) {
  out += fmt::format(
      R"(  {0}:
    image: "? which image, with its tag?"
    # The name says the protocol: http, https, grpc, tcp, udp. `80:8080`: others say 80, the process listens on 8080. A worker has none.
    ports: {{http: "? on which port does it listen, and what does it speak there: http, grpc, tcp?"}}
    # A path such as /healthz, grpc, tcp or none.
    health: "? how does one see that it is well?"
    # Request..limit: 100m..1 and 256Mi.
    resources: {{cpu: "? how much processor does it need?", memory: "? how much memory?"}}
    # [cart, payments:grpc]: nothing else will be open. `[]` for none, here and below.
    calls: ["? which services and third parties does it call?"]
    # {{orders-db: write}}: read, write, own, admin or monitor.
    uses: ["? which databases and caches does it use, and what does it do there?"]
    publishes: ["? which messages does it publish?"]
    consumes: ["? which messages does it consume?"]
    # A host name; leave the line out where nobody comes from outside.
    expose: "? under which host name is it reached from outside, if at all?"
    # The addresses of the above, under the names that the program expects: {{CART_ADDR: "${{cart.address}}"}}
    env: {{ADDRESS: "? under which variables does it expect addresses, and which others does it need?"}}
)",
      name);
}

}  // namespace

std::string questionnaire(std::string_view app, std::span<const std::string_view> services) {
  std::string out(head);
  out += fmt::format(
      "app: {}\n"
      "owner: \"? which team answers for {}?\"\n"
      "contact: \"? how is that team reached: e-mail or URL?\"\n"
      "\n"
      "services:\n",
      app, app);
  for (const std::string_view name : services) {
    if (name != services.front()) out += '\n';
    add_service(out, name);
  }
  out += end;
  return out;
}

std::string_view example_chart() { return example; }

std::string name_from(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper)
      name += static_cast<char>(c - 'A' + 'a');
    else if (plain)
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  if (name.size() > 63) name.resize(63);
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name;
}

}  // namespace portolan::cli
