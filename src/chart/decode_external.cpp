#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "chart/decoder.h"
#include "language/quantities.h"

// Externals, and the `external` of a store or broker.

namespace portolan::chart {

namespace {

struct SchemePort {
  std::string_view scheme, protocol;
  std::uint16_t port;
};

// What a URL without a port means, and what is spoken there.
constexpr SchemePort scheme_ports[] = {
    {"http", "http", 80},
    {"https", "https", 443},
    {"ws", "http", 80},
    {"wss", "https", 443},
    {"grpc", "grpc", 443},
    {"grpcs", "tls", 443},
    {"smtp", "tcp", 25},
    {"smtps", "tls", 465},
    {"submission", "tcp", 587},
    {"ldap", "tcp", 389},
    {"ldaps", "tls", 636},
    {"ftp", "tcp", 21},
    {"sftp", "tcp", 22},
    {"ssh", "tcp", 22},
    {"postgres", "tcp", 5432},
    {"postgresql", "tcp", 5432},
    {"mysql", "tcp", 3306},
    {"mariadb", "tcp", 3306},
    {"mongodb", "tcp", 27017},
    {"redis", "tcp", 6379},
    {"rediss", "tls", 6379},
    {"amqp", "tcp", 5672},
    {"amqps", "tls", 5671},
    {"nats", "tcp", 4222},
    {"kafka", "tcp", 9092},
    {"mqtt", "tcp", 1883},
    {"mqtts", "tls", 8883},
    {"imap", "tcp", 143},
    {"imaps", "tls", 993},
    {"tcp", "tcp", 0},
    {"tls", "tls", 0},
    {"udp", "udp", 0},
    {"s3", "https", 443},
    {"elasticsearch", "http", 9200},
    {"clickhouse", "http", 8123},
    {"syslog", "udp", 514},
};

struct ParsedUrl {
  std::string scheme, host, path;
  std::uint16_t port = 0;
};

// SCHEME://[USER@]HOST[:PORT][/PATH] (RFC 3986); brackets around IPv6 are taken off.
ParsedUrl split_url(std::string_view url) {
  ParsedUrl result;
  const auto colon = url.find("://");
  if (colon == std::string_view::npos) return result;
  result.scheme = url.substr(0, colon);
  url.remove_prefix(colon + 3);
  const auto slash = url.find_first_of("/?#");
  std::string_view authority = url.substr(0, slash);
  if (slash != std::string_view::npos && url[slash] == '/') result.path = url.substr(slash);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  std::string_view port;
  if (authority.starts_with('[')) {
    const auto close = authority.find(']');
    result.host = authority.substr(1, close == std::string_view::npos ? close : close - 1);
    if (close != std::string_view::npos && authority.substr(close + 1).starts_with(':')) port = authority.substr(close + 2);
  } else {
    const auto last = authority.rfind(':');
    result.host = authority.substr(0, last);
    if (last != std::string_view::npos) port = authority.substr(last + 1);
  }
  std::from_chars(port.data(), port.data() + port.size(), result.port);
  return result;
}

}  // namespace

PeerSelector Decoder::peer(const yaml::Node& map) { return {.name_space = text(map, "namespace"), .pods = text_map(map, "pods")}; }

External Decoder::external(const yaml::Node& node, std::string_view name) {
  External result;
  result.name = name;
  result.at = place(node);
  result.url = node.is_scalar() ? text(node, &result.question) : text(node, "url", {}, &result.question);
  const ParsedUrl url = split_url(result.url);
  result.scheme = url.scheme;
  result.base_path = url.path;
  if (!url.host.empty()) result.hosts.push_back(url.host);
  const auto known =
      std::find_if(std::begin(scheme_ports), std::end(scheme_ports), [&url](const SchemePort& row) { return row.scheme == url.scheme; });
  const std::string protocol = known != std::end(scheme_ports) ? std::string(known->protocol) : std::string("tcp");
  if (!url.scheme.empty()) {
    const std::uint16_t port = url.port != 0 ? url.port : known != std::end(scheme_ports) ? known->port : std::uint16_t{0};
    if (port != 0)
      result.ports.push_back(
          {.name = protocol, .port = port, .target = port, .protocol = protocol, .mtls = {}, .calls = {}, .at = result.at});
  }
  if (!node.is_map()) return result;
  if (given(node, "host") != nullptr) result.hosts = texts(node, "host", &result.question);
  if (const std::string service = text(node, "service"); !service.empty()) result.service = Target::parse(service);
  result.pods = text_map(node, "pods");
  result.cidrs = texts(node, "cidr");
  result.except = texts(node, "except");
  if (given(node, "port") != nullptr) {
    Port said = port(*node.find("port"));
    if (said.port != 0) {
      said.name = said.protocol = url.scheme.empty() ? "tcp" : protocol;
      result.ports = {std::move(said)};
    }
  }
  if (std::vector<Port> said = ports(node, "ports"); !said.empty()) result.ports = std::move(said);
  result.tls = text(node, "tls");
  result.admin = auth(node, "admin");
  return result;
}

}  // namespace portolan::chart
