#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "picture/graph.h"
#include "wiring/wiring.h"

// Wirings for the tests of this room, said in one line a party and one a link. Every link stands on a line of its own of
// an imagined portolan.yaml, in the order of the calls here.

namespace portolan::picture {

class SampleWiring {
 public:
  explicit SampleWiring(std::string app) {
    wiring.app = std::move(app);
    sources.add("portolan.yaml", std::string(5000, '\n'));
  }

  // `what`: "service", "worker", "job", "schedule", "store:Redis 7", "broker:RabbitMQ 4.1", "external:https://host", "outside".
  std::uint32_t party(std::string name, std::string_view what = "service", std::string name_space = "") {
    wiring::Party party;
    party.name = name;
    party.display = std::move(name);
    party.name_space = name_space.empty() ? wiring.app : std::move(name_space);
    const auto colon = what.find(':');
    const std::string_view kind = what.substr(0, colon);
    const std::string rest(colon == std::string_view::npos ? "" : what.substr(colon + 1));
    if (kind == "worker") party.service_kind = wiring::ServiceKind::worker;
    if (kind == "job") party.service_kind = wiring::ServiceKind::job;
    if (kind == "schedule") {
      party.service_kind = wiring::ServiceKind::schedule;
      party.schedule = rest;
    }
    if (kind == "store") party.kind = wiring::PartyKind::store;
    if (kind == "broker") party.kind = wiring::PartyKind::broker;
    if (kind == "external") party.kind = wiring::PartyKind::external;
    if (kind == "outside") party.kind = wiring::PartyKind::outside;
    if (party.kind == wiring::PartyKind::external) party.hosts.push_back(rest);
    if (party.kind == wiring::PartyKind::store || party.kind == wiring::PartyKind::broker) party.server_title = rest;
    wiring.parties.push_back(std::move(party));
    return static_cast<std::uint32_t>(wiring.parties.size() - 1);
  }

  std::uint32_t find(std::string_view name) const {
    const auto found = std::ranges::find(wiring.parties, name, &wiring::Party::name);
    return static_cast<std::uint32_t>(found - wiring.parties.begin());
  }

  void port(std::uint32_t party, std::string name, wiring::Protocol protocol, std::uint16_t port, std::uint16_t target = 0) {
    wiring::Port added;
    added.name = std::move(name);
    added.protocol = protocol;
    added.port = port;
    added.target = target == 0 ? port : target;
    wiring.parties[party].ports.push_back(std::move(added));
  }

  void channel(std::uint32_t broker, std::string name, std::string kind) {
    wiring::Channel channel;
    channel.key = channel.name = std::move(name);
    channel.kind = std::move(kind);
    wiring.parties[broker].channels.push_back(std::move(channel));
  }

  wiring::Link& link(std::uint32_t from, wiring::Verb verb, std::uint32_t to, std::string_view protocol, std::uint16_t port) {
    wiring::Link link;
    link.from = from;
    link.to = to;
    link.verb = verb;
    link.port = link.target = port;
    link.protocol = wiring::Protocol::tcp;
    for (const auto known : {wiring::Protocol::http, wiring::Protocol::https, wiring::Protocol::grpc}) {
      if (protocol == wiring::to_text(known)) link.protocol = known;
    }
    link.port_name = link.protocol == wiring::Protocol::tcp ? "tcp-" + std::string(protocol) : std::string(protocol);
    link.at.said = {0, line_, line_};
    ++line_;
    wiring.links.push_back(std::move(link));
    return wiring.links.back();
  }

  [[nodiscard]] Graph graph() const { return make_graph(wiring, sources); }

  wiring::Wiring wiring;
  text::Sources sources;

 private:
  std::uint32_t line_ = 10;
};

// A shop with one of everything that a picture can show.
inline SampleWiring sample_shop() {
  using wiring::Protocol, wiring::Verb;
  SampleWiring shop("shop");
  shop.wiring.environment = "prod";
  const auto internet = shop.party("(gateway)", "outside");
  const auto frontend = shop.party("frontend");
  shop.port(frontend, "http", Protocol::http, 80, 8080);
  const auto catalog = shop.party("catalog");
  shop.port(catalog, "grpc", Protocol::grpc, 3550);
  const auto schema = shop.party("catalog-schema", "job");
  const auto cart = shop.party("cart");
  shop.port(cart, "grpc", Protocol::grpc, 7070);
  const auto checkout = shop.party("checkout", "service", "payments");
  shop.port(checkout, "grpc", Protocol::grpc, 5050);
  const auto email = shop.party("email", "worker");
  const auto report = shop.party("report", "schedule:0 3 * * *");
  const auto catalog_db = shop.party("catalog-db", "store:PostgreSQL 17");
  shop.port(catalog_db, "tcp-postgres", Protocol::tcp, 5432);
  const auto cart_store = shop.party("cart-store", "store:Redis 8");
  shop.port(cart_store, "tcp-redis", Protocol::tcp, 6379);
  const auto events = shop.party("events", "broker:RabbitMQ 4.1");
  shop.port(events, "tcp-amqp", Protocol::tcp, 5672);
  shop.channel(events, "order-placed", "queue");
  shop.channel(events, "order-shipped", "topic");
  const auto stripe = shop.party("stripe", "external:api.stripe.com");

  shop.link(internet, Verb::exposes, frontend, "http", 80);
  wiring::Route route;
  route.party = frontend;
  route.port_name = "http";
  route.hosts = {"shop.example.com"};
  shop.wiring.routes.push_back(route);
  shop.link(frontend, Verb::calls, catalog, "grpc", 3550);
  shop.link(frontend, Verb::calls, cart, "grpc", 7070);
  shop.link(frontend, Verb::calls, checkout, "grpc", 5050);
  shop.link(catalog, Verb::uses, catalog_db, "postgres", 5432).access = "read";
  shop.link(schema, Verb::uses, catalog_db, "postgres", 5432).access = "own";
  shop.link(report, Verb::uses, catalog_db, "postgres", 5432).access = "read";
  auto& store_use = shop.link(cart, Verb::uses, cart_store, "redis", 6379);
  store_use.access = "write";
  store_use.enforced = false;
  store_use.unenforced_because = "it has no accounts";
  shop.link(cart, Verb::calls, cart, "gossip", 7946);
  shop.link(checkout, Verb::calls, cart, "grpc", 7070);
  shop.link(checkout, Verb::calls, stripe, "https", 443);
  shop.link(checkout, Verb::publishes, events, "amqp", 5672).channel = "order-placed";
  shop.link(email, Verb::consumes, events, "amqp", 5672).channel = "order-placed";
  shop.link(email, Verb::consumes, events, "amqp", 5672).channel = "order-shipped";
  return shop;
}

}  // namespace portolan::picture
