#include "describe/describe.h"

#include <doctest/doctest.h>

namespace portolan::describe {

namespace {

using wiring::Wiring;

constexpr const char* file =
    "app: shop\n"
    "services:\n"
    "  cart: …\n"
    "  web: …\n"
    "stores: {cart-store: redis}\n"
    "brokers: {events: rabbitmq}\n"
    "externals: {stripe: …}\n";

struct Shop {
  text::Sources sources;
  Wiring wiring;

  Shop() {
    const std::uint32_t source = sources.add("portolan.yaml", file);
    const auto at = [&](std::uint32_t line) {
      const std::uint32_t begin = sources.file(source).line_begin(line);
      return wiring::Origin{.said = {source, begin, begin + 2}, .via = {}};
    };
    wiring.app = "shop";
    wiring.environment = "prod";
    wiring.owner = "team-shop";
    wiring.namespaces = {{"shop", true}};

    const auto party = [&](wiring::PartyKind kind, const char* name, const char* owner, std::vector<std::uint32_t> workloads,
                           std::uint32_t line) {
      wiring::Party made;
      made.kind = kind;
      made.name = made.display = name;
      made.name_space = "shop";
      made.owner = owner;
      made.workloads = std::move(workloads);
      made.at = at(line);
      return made;
    };
    const auto port = [](const char* name, std::uint16_t said, std::uint16_t target, wiring::Protocol protocol) {
      wiring::Port made;
      made.name = name;
      made.port = said;
      made.target = target;
      made.protocol = protocol;
      return std::vector{made};
    };
    wiring::Party cart = party(wiring::PartyKind::service, "cart", "team-cart", {0}, 3);
    cart.ports = port("grpc", 7070, 7070, wiring::Protocol::grpc);
    wiring::Party store = party(wiring::PartyKind::store, "cart-store", "", {1}, 5);
    store.ports = port("tcp-redis", 6379, 6379, wiring::Protocol::tcp);
    store.server_kind = "redis";
    store.server_title = "Redis";
    store.version = "7.4";
    store.parts = {{"0", "0", {}, {}}};
    store.auth = "none";
    store.not_enforced = "clients present no account (`auth: none`)";
    wiring::Party events = party(wiring::PartyKind::broker, "events", "", {2}, 6);
    events.server_kind = "rabbitmq";
    events.server_title = "RabbitMQ";
    events.version = "4.1";
    events.auth = "per-service";
    events.ports = port("tcp-amqp", 5672, 5672, wiring::Protocol::tcp);
    events.channels.resize(1);
    events.channels[0].key = "order-placed";
    events.channels[0].name = "orders";
    events.channels[0].kind = "queue";
    events.channels[0].at = at(6);
    wiring::Party gateway = party(wiring::PartyKind::outside, "(gateway)", "", {}, 1);
    wiring::Party stripe = party(wiring::PartyKind::external, "stripe", "", {}, 7);
    stripe.ports = port("https", 443, 443, wiring::Protocol::https);
    stripe.hosts = {"api.stripe.com"};
    stripe.tls = "server";
    wiring::Party web = party(wiring::PartyKind::service, "web", "team-shop", {3, 4}, 4);
    web.ports = port("http", 80, 8080, wiring::Protocol::http);
    wiring.parties = {cart, store, events, gateway, stripe, web};

    wiring.workloads.resize(5);
    const char* names[] = {"cart", "cart-store", "events", "web-v1", "web-v2"};
    const char* images[] = {"r/cart:1", "redis:7.4", "rabbitmq:4.1", "r/web:1", "r/web:2"};
    const std::uint32_t parties[] = {0, 1, 2, 5, 5};
    for (std::size_t index = 0; index != 5; ++index) {
      wiring.workloads[index].name = names[index];
      wiring.workloads[index].name_space = "shop";
      wiring.workloads[index].party = parties[index];
      wiring.workloads[index].main.image = images[index];
    }
    wiring.workloads[0].scale.min = 2;
    wiring.workloads[0].scale.max = 10;
    wiring.workloads[0].waivers = {{"writable-root", "writes to /app/cache"}};
    wiring.workloads[3].version = "v1";
    wiring.workloads[4].version = "v2";

    const auto link = [&](std::uint32_t from, std::vector<std::uint32_t> workloads, wiring::Verb verb, std::uint32_t to,
                          wiring::Protocol protocol, std::uint16_t said, std::uint16_t target, std::uint32_t line) {
      wiring::Link made;
      made.from = from;
      made.from_workloads = std::move(workloads);
      made.verb = verb;
      made.to = to;
      made.protocol = protocol;
      made.port = said;
      made.target = target;
      made.at = at(line);
      return made;
    };
    wiring::Link uses = link(0, {0}, wiring::Verb::uses, 1, wiring::Protocol::tcp, 6379, 6379, 3);
    uses.part = uses.part_key = "0";
    uses.access = "own";
    uses.enforced = false;
    uses.unenforced_because = "clients present no account (`auth: none`)";
    wiring::Link publishes = link(0, {0}, wiring::Verb::publishes, 2, wiring::Protocol::tcp, 5672, 5672, 3);
    publishes.channel = "order-placed";
    publishes.account = 0;
    wiring.links = {uses, publishes, link(5, {3, 4}, wiring::Verb::calls, 0, wiring::Protocol::grpc, 7070, 7070, 4),
                    link(5, {4}, wiring::Verb::calls, 4, wiring::Protocol::https, 443, 443, 4),
                    link(3, {}, wiring::Verb::exposes, 5, wiring::Protocol::http, 80, 8080, 4)};
    wiring.accounts.resize(1);
    wiring.accounts[0].server = 2;
    wiring.accounts[0].holder = 0;
    wiring.accounts[0].user = "cart";
    wiring.accounts[0].links = {1};
    wiring.routes.resize(1);
    wiring.routes[0].party = 5;
    wiring.routes[0].port = 80;
    wiring.routes[0].target = 8080;
    wiring.routes[0].hosts = {"shop.example.com"};
    wiring.routes[0].paths = {{"/", false}};
    wiring.routes[0].at = at(4);
    wiring::Flow out;
    out.from.workload = 4;
    out.to.kind = wiring::Endpoint::Kind::world;
    out.to.hosts.edit() = {"api.stripe.com"};
    out.to.precision = wiring::Precision::any_address;
    out.ports = {{false, 443}};
    wiring.flows = {out};
    wiring.unhonoured = {{"routes of calls", "they need a mesh", {}}};
    wiring.questions = {{"P1009", "team-cart", "cart", "how does one see that cart is well?", false, at(3)}};
  }
};

}  // namespace

TEST_CASE("the page answers the questions in their order") {
  const Shop shop;
  CHECK(to_text(describe(shop.wiring, shop.sources), {}) ==
        R"(shop
  environment prod, owner team-shop

How many microservices are there?
  2: 2 services. Beside them 1 store, 1 broker and 1 third party.
  NAME      KIND     REPLICAS  IMAGE     OWNER
  cart      service  2..10     r/cart:1  team-cart
  web (v1)  service  1         r/web:1   team-shop
  web (v2)  service  1         r/web:2   team-shop

Which one talks to which?
  4 links, and nothing else is open between them.
  FROM      VERB       TO          PROTOCOL  PORT  WHAT          SAID AT
  cart      uses       cart-store  redis *   6379  own 0         portolan.yaml:3
  cart      publishes  events      rabbitmq  5672  order-placed  portolan.yaml:3
  web       calls      cart        grpc      7070                portolan.yaml:4
  web (v2)  calls      stripe      https     443                 portolan.yaml:4
  - * the network policy is the only guard: the server does not hold the client to the verb

How do they talk, and with which application?
  - API calls: 1 link over grpc and 1 link over https
  - message broker: events, RabbitMQ 4.1, 1 channel
  - service mesh: none

Which messages are there?
  1 channel.
  CHANNEL                      KIND   BROKER  PUBLISHED BY  CONSUMED BY
  order-placed (named orders)  queue  events  cart          nobody

Which databases does it use?
  1 store.
  STORE       KIND       PARTS  RUNS       USED BY
  cart-store  Redis 7.4  0      1 replica  cart

Which third parties does it call?
  1 third party.
  THIRD PARTY  ADDRESS         PORTS      TLS     CALLED BY
  stripe       api.stripe.com  https 443  server  web

On which port does each one run?
  NAME        PORT       SAID BY CALLERS  LISTENS ON  PROTOCOL  FOR
  cart        grpc       7070             7070        grpc      callers
  web         http       80               8080        http      callers
  cart-store  tcp-redis  6379             6379        tcp       callers
  events      tcp-amqp   5672             5672        tcp       callers

Which namespace does each belong to?
  1 namespace.
  NAMESPACE  MADE BY   HOLDS
  shop       Portolan  cart, web, cart-store, events

What can be reached from outside?
  SERVICE  PORT                  VIA      HOST              PATH  SAID AT
  web      80 (listens on 8080)  gateway  shop.example.com  /     portolan.yaml:4

As whom do they talk to stores and brokers?
  SERVER  HOLDER  ACCOUNT      USER  RIGHTS
  events  cart    made for it  cart  publishes order-placed

What is declared but not enforced?
  There the network policy is the guard: it lets in the declared clients and nobody else, but does not see what they do.
  - cart-store: clients present no account (`auth: none`)

Which hardening rules are waived?
  WORKLOAD  RULE           BECAUSE
  cart      writable-root  writes to /app/cache

What stays open?
  - web-v2 can reach any address on port 443, though only api.stripe.com is meant: plain network policies know no host names (`cluster.fqdn-policy`, or `cidr` of the external, narrows it)
  - routes of calls: they need a mesh

What is still to be answered?
  1 question; none of them holds up `build`.
  TO         ABOUT  QUESTION                             HOLDS UP BUILD  SAID AT
  team-cart  cart   how does one see that cart is well?  no              portolan.yaml:3
)");
}

TEST_CASE("an application without anything is described, too") {
  Wiring wiring;
  wiring.app = "empty";
  const text::Sources sources;
  CHECK(to_markdown(describe(wiring, sources)) ==
        "# empty\n"
        "\n## How many microservices are there?\n\nNone.\n"
        "\n## Which one talks to which?\n\nNobody: there is no link.\n"
        "\n## How do they talk, and with which application?\n\n- API calls: none\n- message broker: none\n- service mesh: none\n"
        "\n## Which databases does it use?\n\nNone.\n"
        "\n## Which third parties does it call?\n\nNone.\n"
        "\n## On which port does each one run?\n\nNothing listens.\n"
        "\n## Which namespace does each belong to?\n\nNone.\n"
        "\n## What can be reached from outside?\n\nNothing.\n"
        "\n## What is still to be answered?\n\nNothing.\n");
}

TEST_CASE("links in JSON carry both ends, the right and the place, and a version where only one has the link") {
  const Shop shop;
  const std::string json = describe_json(shop.wiring, shop.sources);
  CHECK(json.find(R"json(    {
      "from": "cart",
      "to": "cart-store",
      "verb": "uses",
      "protocol": "tcp",
      "port": 6379,
      "target": 6379,
      "part": "0",
      "access": "own",
      "enforced": false,
      "unenforcedBecause": "clients present no account (`auth: none`)",
      "at": "portolan.yaml:3"
    },
    {
      "from": "cart",
      "to": "events",
      "verb": "publishes",
      "protocol": "tcp",
      "port": 5672,
      "target": 5672,
      "channel": "order-placed",
      "account": "cart",
      "enforced": true,
      "at": "portolan.yaml:3"
    },)json") != std::string::npos);
  CHECK(json.find(R"json(      "from": "web",
      "version": "v2",
      "to": "stripe",)json") != std::string::npos);
  CHECK(json.find(R"json(      "from": "(gateway)",
      "to": "web",
      "verb": "exposes",)json") != std::string::npos);
}

TEST_CASE("a narrow terminal breaks the widest cells at spaces") {
  const Page page{.title = "t",
                  .lead = "",
                  .sections = {{.heading = "h",
                                .answer = "",
                                .table = {{"A", "B"}, {{"one", "two three four five six seven eight"}, {"x", "y"}}},
                                .points = {}}}};
  CHECK(to_text(page, {.color = false, .width = 40}) ==
        "t\n"
        "\n"
        "h\n"
        "  A    B\n"
        "  one  two three four five six seven\n"
        "       eight\n"
        "  x    y\n");
}

TEST_CASE("what Markdown would read as its own is escaped") {
  CHECK(to_markdown(
            {.title = "a_b", .lead = "<x>", .sections = {{.heading = "h", .answer = "", .table = {{"A"}, {{"a|b"}}}, .points = {"*"}}}}) ==
        "# a\\_b\n"
        "\n\\<x>\n"
        "\n## h\n"
        "\n| A |\n|---|\n| a\\|b |\n"
        "\n- \\*\n");
}

}  // namespace portolan::describe
