#include "language/quantities.h"

#include <doctest/doctest.h>

namespace portolan::language {
namespace {

TEST_CASE("durations are milliseconds") {
  CHECK(parse_duration("250ms") == 250);
  CHECK(parse_duration("1h30m") == 5'400'000);
  CHECK(parse_duration("2d1ms") == 172'800'001);
  CHECK(parse_duration("30") == std::nullopt);
  CHECK(parse_duration("99999999999999999999s") == std::nullopt);
  CHECK(parse_duration("9223372036854775807ms1ms") == std::nullopt);
}

TEST_CASE("amounts of CPU are millicores") {
  CHECK(parse_cpu("2")->request == 2000);
  CHECK(parse_cpu("2")->limit == 2000);
  CHECK(parse_cpu("100m..1")->request == 100);
  CHECK(parse_cpu("100m..1")->limit == 1000);
  CHECK(parse_cpu("0.5..")->request == 500);
  CHECK(parse_cpu("0.5..")->limit == std::nullopt);
  CHECK(parse_cpu("0.0001")->request == 1);
  CHECK_FALSE(parse_cpu("one").has_value());
  CHECK_FALSE(parse_cpu("1..99999999999999999999").has_value());
}

TEST_CASE("amounts of memory are bytes, rounded up") {
  CHECK(parse_memory("64Mi..128Mi")->request == 67'108'864);
  CHECK(parse_memory("64Mi..128Mi")->limit == 134'217'728);
  CHECK(parse_memory("1.5Gi")->limit == 1'610'612'736);
  CHECK(parse_memory("0.1Ki")->request == 103);
  CHECK(parse_memory("0.999999999Ti")->request == 1'099'511'626'677);
  CHECK(parse_memory("0.0000000001Ki")->request == 1);
  CHECK_FALSE(parse_memory("64M").has_value());
  CHECK_FALSE(parse_memory("99999999999Ti").has_value());
}

TEST_CASE("sizes are kept, temporary or in memory") {
  CHECK(parse_size("5Gi")->kind == Size::Kind::kept);
  CHECK(parse_size("5Gi")->bytes == 5'368'709'120);
  CHECK(parse_size("temp")->kind == Size::Kind::temp);
  CHECK(parse_size("temp")->bytes == std::nullopt);
  CHECK(parse_size("memory 64Mi")->kind == Size::Kind::memory);
  CHECK(parse_size("memory 64Mi")->bytes == 67'108'864);
  CHECK_FALSE(parse_size("disk").has_value());
}

TEST_CASE("ranges, ports, versions and percentages") {
  CHECK(parse_range("3")->high == 3);
  CHECK(parse_range("2..10")->low == 2);
  CHECK(parse_range("2..10")->high == 10);
  CHECK_FALSE(parse_range("2..").has_value());
  CHECK(parse_ports("8080")->target == 8080);
  CHECK(parse_ports("80:8080")->port == 80);
  CHECK(parse_ports("80:8080")->target == 8080);
  CHECK_FALSE(parse_ports("80:").has_value());
  CHECK(parse_version("1.34") > parse_version("1.9"));
  CHECK(parse_percent("80%") == 80);
  CHECK_FALSE(parse_percent("80").has_value());
  CHECK(parse_integer("007") == 7);
  CHECK_FALSE(parse_integer("4294967296").has_value());
}

TEST_CASE("targets are cut into base, port and part") {
  const auto target = parse_target("cart.payments:grpc");
  CHECK(target->base == "cart.payments");
  CHECK(target->port == "grpc");
  CHECK(target->part.empty());
  CHECK(parse_target("mysql/orders")->part == "orders");
  CHECK_FALSE(parse_target("a b").has_value());
}

}  // namespace
}  // namespace portolan::language
