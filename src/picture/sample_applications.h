#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "picture/sample_wiring.h"

// Applications of the size of real ones, for tests of layout and pictures.

namespace portolan::picture {

struct SampleLink {
  std::string_view from, to, protocol;
  std::uint16_t port;
};

inline SampleWiring sample_application(std::string app, std::span<const SampleLink> links) {
  SampleWiring made(std::move(app));
  const auto party = [&](std::string_view name) {
    if (const auto found = made.find(name); found < made.wiring.parties.size()) return found;
    std::string_view what = "service";
    std::string title;
    if (name.starts_with('(')) what = "outside";
    for (const std::string_view server : {"Redis", "PostgreSQL", "OpenSearch", "Kafka"}) {
      const std::string_view suffix = server == "Redis"        ? "valkey-cart"
                                      : server == "PostgreSQL" ? "astronomy-db"
                                      : server == "OpenSearch" ? "opensearch"
                                                               : "kafka";
      if (name == suffix || (server == "Redis" && name == "redis-cart")) {
        title = (server == "Kafka" ? "broker:" : "store:") + std::string(server);
        what = title;
      }
    }
    if (name == "llm") what = "external:local-llm.com";
    const auto index = made.party(std::string(name), what);
    if (what.starts_with("broker")) made.channel(index, "orders", "topic");
    return index;
  };
  for (const auto& link : links) {
    const auto from = party(link.from), to = party(link.to);
    using wiring::Verb;
    Verb verb = Verb::calls;
    if (link.from.starts_with('(')) verb = Verb::exposes;
    if (made.wiring.parties[to].kind == wiring::PartyKind::store) verb = Verb::uses;
    const bool consumes = link.protocol == "kafka<";
    if (link.protocol == "kafka>") verb = Verb::publishes;
    if (consumes) verb = Verb::consumes;
    auto& made_link = made.link(from, verb, to, link.protocol.substr(0, link.protocol.find_first_of("<>")), link.port);
    if (verb == Verb::publishes || verb == Verb::consumes) made_link.channel = "orders";
    if (verb == Verb::uses) {
      made_link.access = "write";
      made_link.enforced = made.wiring.parties[to].server_title != "Redis";
    }
    auto& ports = made.wiring.parties[to].ports;
    if (std::ranges::find(ports, link.port, &wiring::Port::port) == ports.end() &&
        made.wiring.parties[to].kind != wiring::PartyKind::external) {
      made.port(to, made_link.port_name, made_link.protocol, link.port);
    }
  }
  return made;
}

inline SampleWiring sample_boutique() {
  static constexpr std::array links{
      SampleLink{"(gateway)", "frontend", "http", 80},
      SampleLink{"frontend", "productcatalogservice", "grpc", 3550},
      SampleLink{"frontend", "currencyservice", "grpc", 7000},
      SampleLink{"frontend", "cartservice", "grpc", 7070},
      SampleLink{"frontend", "recommendationservice", "grpc", 8080},
      SampleLink{"frontend", "shippingservice", "grpc", 50051},
      SampleLink{"frontend", "checkoutservice", "grpc", 5050},
      SampleLink{"frontend", "adservice", "grpc", 9555},
      SampleLink{"recommendationservice", "productcatalogservice", "grpc", 3550},
      SampleLink{"checkoutservice", "productcatalogservice", "grpc", 3550},
      SampleLink{"checkoutservice", "shippingservice", "grpc", 50051},
      SampleLink{"checkoutservice", "paymentservice", "grpc", 50051},
      SampleLink{"checkoutservice", "emailservice", "grpc", 5000},
      SampleLink{"checkoutservice", "currencyservice", "grpc", 7000},
      SampleLink{"checkoutservice", "cartservice", "grpc", 7070},
      SampleLink{"cartservice", "redis-cart", "redis", 6379},
      SampleLink{"loadgenerator", "frontend", "http", 80},
  };
  return sample_application("online-boutique", links);
}

// Thirty-one services: a shop, its telemetry, an assistant. It calls in circles and has two hubs that nearly everybody calls.
inline SampleWiring sample_telemetry() {
  static constexpr std::array links{
      SampleLink{"(gateway)", "frontend-proxy", "http", 8080},
      SampleLink{"frontend-proxy", "frontend", "http", 8080},
      SampleLink{"frontend-proxy", "image-provider", "http", 8081},
      SampleLink{"frontend-proxy", "flagd", "grpc", 8013},
      SampleLink{"frontend-proxy", "flagd-ui", "http", 4000},
      SampleLink{"frontend-proxy", "telemetry-docs", "http", 8085},
      SampleLink{"frontend-proxy", "grafana", "http", 3000},
      SampleLink{"frontend-proxy", "jaeger", "http", 16686},
      SampleLink{"frontend-proxy", "opamp-server", "http", 4321},
      SampleLink{"frontend-proxy", "chatbot", "http", 8501},
      SampleLink{"load-generator", "frontend-proxy", "http", 8080},
      SampleLink{"frontend", "ad", "grpc", 9555},
      SampleLink{"frontend", "cart", "grpc", 7070},
      SampleLink{"frontend", "checkout", "grpc", 5050},
      SampleLink{"frontend", "currency", "grpc", 7001},
      SampleLink{"frontend", "product-catalog", "grpc", 3550},
      SampleLink{"frontend", "recommendation", "grpc", 9001},
      SampleLink{"frontend", "shipping", "http", 50050},
      SampleLink{"checkout", "cart", "grpc", 7070},
      SampleLink{"checkout", "currency", "grpc", 7001},
      SampleLink{"checkout", "payment", "grpc", 50051},
      SampleLink{"checkout", "product-catalog", "grpc", 3550},
      SampleLink{"checkout", "email", "http", 6060},
      SampleLink{"checkout", "shipping", "http", 50050},
      SampleLink{"checkout", "kafka", "kafka>", 9092},
      SampleLink{"shipping", "quote", "http", 8090},
      SampleLink{"recommendation", "product-catalog", "grpc", 3550},
      SampleLink{"cart", "valkey-cart", "redis", 6379},
      SampleLink{"product-catalog", "astronomy-db", "postgres", 5432},
      SampleLink{"accounting", "astronomy-db", "postgres", 5432},
      SampleLink{"accounting", "kafka", "kafka<", 9092},
      SampleLink{"fraud-detection", "kafka", "kafka<", 9092},
      SampleLink{"agent", "mcp", "http", 8011},
      SampleLink{"agent", "frontend", "http", 8080},
      SampleLink{"agent", "llm", "https", 443},
      SampleLink{"mcp", "frontend", "http", 8080},
      SampleLink{"chatbot", "agent", "http", 8010},
      SampleLink{"chatbot", "opamp-server", "https", 4320},
      SampleLink{"cart", "opamp-server", "https", 4320},
      SampleLink{"otel-collector", "opamp-server", "https", 4320},
      SampleLink{"otel-collector", "jaeger", "grpc", 4317},
      SampleLink{"otel-collector", "prometheus", "http", 9090},
      SampleLink{"otel-collector", "opensearch", "http", 9200},
      SampleLink{"otel-collector", "valkey-cart", "redis", 6379},
      SampleLink{"otel-collector", "astronomy-db", "postgres", 5432},
      SampleLink{"otel-collector", "frontend-proxy", "http", 8080},
      SampleLink{"otel-collector", "image-provider", "http", 8081},
      SampleLink{"otel-collector", "ad", "http", 9465},
      SampleLink{"otel-collector", "kafka", "kafka", 9092},
      SampleLink{"jaeger", "prometheus", "http", 9090},
      SampleLink{"grafana", "prometheus", "http", 9090},
      SampleLink{"grafana", "jaeger", "http", 16686},
      SampleLink{"grafana", "opensearch", "http", 9200},
      SampleLink{"ad", "flagd", "grpc", 8013},
      SampleLink{"cart", "flagd", "grpc", 8013},
      SampleLink{"checkout", "flagd", "grpc", 8013},
      SampleLink{"email", "flagd", "grpc", 8013},
      SampleLink{"payment", "flagd", "grpc", 8013},
      SampleLink{"product-catalog", "flagd", "grpc", 8013},
      SampleLink{"recommendation", "flagd", "grpc", 8013},
      SampleLink{"shipping", "flagd", "grpc", 8013},
      SampleLink{"fraud-detection", "flagd", "grpc", 8013},
      SampleLink{"load-generator", "flagd", "http", 8016},
      SampleLink{"ad", "otel-collector", "http", 4318},
      SampleLink{"cart", "otel-collector", "grpc", 4317},
      SampleLink{"checkout", "otel-collector", "http", 4318},
      SampleLink{"currency", "otel-collector", "grpc", 4317},
      SampleLink{"email", "otel-collector", "http", 4318},
      SampleLink{"frontend", "otel-collector", "grpc", 4317},
      SampleLink{"frontend-proxy", "otel-collector", "grpc", 4317},
      SampleLink{"frontend-proxy", "otel-collector", "http", 4318},
      SampleLink{"image-provider", "otel-collector", "grpc", 4317},
      SampleLink{"load-generator", "otel-collector", "http", 4318},
      SampleLink{"payment", "otel-collector", "grpc", 4317},
      SampleLink{"product-catalog", "otel-collector", "grpc", 4317},
      SampleLink{"quote", "otel-collector", "http", 4318},
      SampleLink{"recommendation", "otel-collector", "grpc", 4317},
      SampleLink{"shipping", "otel-collector", "http", 4318},
      SampleLink{"flagd", "otel-collector", "grpc", 4317},
      SampleLink{"flagd-ui", "otel-collector", "http", 4318},
      SampleLink{"telemetry-docs", "otel-collector", "http", 4318},
      SampleLink{"accounting", "otel-collector", "http", 4318},
      SampleLink{"fraud-detection", "otel-collector", "http", 4318},
      SampleLink{"kafka", "otel-collector", "http", 4318},
      SampleLink{"agent", "otel-collector", "http", 4318},
      SampleLink{"mcp", "otel-collector", "http", 4318},
      SampleLink{"chatbot", "otel-collector", "http", 4318},
      SampleLink{"jaeger", "otel-collector", "grpc", 4317},
  };
  return sample_application("otel-demo", links);
}

// Numbers that are the same everywhere and look arbitrary.
class SampleNumbers {
 public:
  explicit SampleNumbers(std::uint32_t seed) : state_(seed * 2654435761u + 1) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % limit;
  }

 private:
  std::uint32_t state_;
};

// `services` services in `namespaces` namespaces: most call one to three later ones of their own namespace and some one of
// another, a third has a store, each namespace a broker; a few call back and a few third parties.
inline SampleWiring sample_generated(std::uint32_t services, std::uint32_t namespaces, std::uint32_t seed) {
  using wiring::Protocol, wiring::Verb;
  static constexpr std::array<std::string_view, 16> first{"order",  "cart",  "user",  "stock", "price", "search", "mail",   "media",
                                                          "review", "route", "fleet", "rate",  "token", "audit",  "report", "asset"};
  static constexpr std::array<std::string_view, 8> second{"api", "service", "gateway", "sync", "index", "writer", "engine", "feed"};
  SampleNumbers numbers(seed);
  SampleWiring made("platform");
  const auto space = [&](std::uint32_t index) {
    return namespaces == 1 ? std::string("platform") : "team-" + std::string(1, static_cast<char>('a' + index));
  };
  std::vector<std::uint32_t> parties, space_of;
  for (std::uint32_t index = 0; index < services; ++index) {
    space_of.push_back(index * namespaces / services);
    std::string name = std::string(first[index % first.size()]) + '-' + std::string(second[(index / first.size() + index) % second.size()]);
    if (index >= 128) name += '-' + std::to_string(index / 128);
    const bool worker = index % 11 == 7, job = index % 17 == 13;
    parties.push_back(made.party(name, worker ? "worker" : job ? "job" : "service", space(space_of.back())));
    if (!worker && !job)
      made.port(parties.back(), index % 3 == 0 ? "http" : "grpc", index % 3 == 0 ? Protocol::http : Protocol::grpc,
                static_cast<std::uint16_t>(8000 + index % 50));
  }
  std::vector<std::uint32_t> brokers;
  for (std::uint32_t index = 0; index < namespaces; ++index) {
    brokers.push_back(made.party("events" + (index == 0 ? "" : '-' + std::to_string(index)), "broker:RabbitMQ 4.1", space(index)));
    for (const char* channel : {"created", "changed", "removed"}) made.channel(brokers.back(), channel, "topic");
  }
  const auto call = [&](std::uint32_t from, std::uint32_t to) {
    if (from == to || made.wiring.parties[parties[to]].ports.empty()) return;
    const auto port = made.wiring.parties[parties[to]].ports.front();
    made.link(parties[from], Verb::calls, parties[to], port.name, port.port);
  };
  for (std::uint32_t from = 0; from < services; ++from) {
    const std::uint32_t begin = (space_of[from] * services + namespaces - 1) / namespaces;
    const std::uint32_t size = services / namespaces;
    for (std::uint32_t count = 1 + numbers.below(3); count > 0; --count) {
      const std::uint32_t to = begin + numbers.below(size);
      if (to > from && to < services) call(from, to);
    }
    if (numbers.below(5) == 0) call(from, numbers.below(services));
    if (from % 3 == 1) {
      const bool redis = numbers.below(2) == 0;
      const auto store = made.party(made.wiring.parties[parties[from]].name + "-db", redis ? "store:Redis 8" : "store:PostgreSQL 17",
                                    space(space_of[from]));
      auto& use = made.link(parties[from], Verb::uses, store, redis ? "redis" : "postgres", redis ? 6379 : 5432);
      use.access = "write";
      use.enforced = !redis;
    }
    static constexpr std::array<std::string_view, 3> channels{"created", "changed", "removed"};
    const auto broker = brokers[space_of[from]];
    if (numbers.below(4) == 0) made.link(parties[from], Verb::publishes, broker, "amqp", 5672).channel = channels[numbers.below(3)];
    if (numbers.below(4) == 0 || from % 11 == 7)
      made.link(parties[from], Verb::consumes, broker, "amqp", 5672).channel = channels[numbers.below(3)];
  }
  const auto gateway = made.party("(gateway)", "outside");
  for (std::uint32_t index = 0; index < namespaces; ++index) {
    const std::uint32_t entry = (index * services + namespaces - 1) / namespaces;
    if (made.wiring.parties[parties[entry]].ports.empty()) continue;
    const auto port = made.wiring.parties[parties[entry]].ports.front();
    made.link(gateway, Verb::exposes, parties[entry], port.name, port.port);
  }
  for (const std::string host : {"api.stripe.com", "smtp.example.com", "maps.example.com"}) {
    const auto external = made.party(host.substr(0, host.find('.', 5)), "external:" + host);
    made.link(parties[numbers.below(services)], Verb::calls, external, "https", 443);
  }
  return made;
}

}  // namespace portolan::picture
