#include "wiring/servers.h"

#include <algorithm>

#include <fmt/core.h>

#include "language/quantities.h"
#include "wiring/places.h"

namespace portolan::wiring {

namespace {

std::string mode_of(const chart::Server& server) {
  if (!server.mode.empty()) return server.mode;
  return server.replicas_min > 1 && !server.entry->cluster_mode.empty() ? server.entry->cluster_mode : "single";
}

// Rule 16: clients of these learn the members' own addresses.
bool headless_by_nature(const chart::Server& server, const std::string& mode) {
  return server.entry->headless || mode == "replica-set" || mode == "sentinel" || (mode == "cluster" && server.entry->grants == "redis");
}

std::string why_not_enforced(const chart::Server& server) {
  if (server.entry->name == "volume") return {};
  if (server.auth == "none") return "its clients present no account";
  if (server.auth == "shared") return "all its clients share one account";
  if (server.auth == "account") {
    const auto user = server.account ? server.account->user.literal() : std::nullopt;
    return user ? fmt::format("everybody logs in as `{}`", *user) : "everybody logs in with one account";
  }
  if (!server.entry->enforces_verbs) return fmt::format("{} knows no rights per client", server.entry->title);
  if (server.external && !server.external->admin) return "it exists already and no administrator's account is known";
  return {};
}

Channel wired(const chart::Channel& channel, const chart::Server& server) {
  Channel result{.key = channel.key,
                 .name = channel.name,
                 .kind = channel.kind,
                 .exchange = channel.exchange,
                 .vhost = channel.vhost,
                 .dead_letter = channel.dead_letter};
  if (result.name.size() > 1 && result.name.ends_with('*') && server.entry->grants != "redis" && server.entry->grants != "nats") {
    result.name.pop_back();
    result.prefix = true;
  }
  if (server.entry->grants == "rabbitmq") {
    if (result.exchange.empty()) result.exchange = channel.kind == "topic" ? "topic" : "direct";
    if (result.vhost.empty()) result.vhost = server.parts.empty() ? "/" : server.parts.front().name;
  }
  result.app_declares = channel.topology.empty() ? server.app_topology : channel.topology == "app";
  result.keys = channel.keys;
  result.max_deliveries = channel.max_deliveries;
  result.partitions = channel.partitions;
  result.replicas = channel.replicas;
  result.keep_milliseconds = language::parse_duration(channel.retention);
  if (const auto size = language::parse_size(channel.retention)) result.keep_bytes = size->bytes;
  result.settings = channel.settings;
  result.at = origin(channel.at);
  return result;
}

bool plain_version(std::string_view version) {
  return !version.empty() && version.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool runs_pods(const chart::Server& server) { return !server.external && server.entry->name != "volume"; }

Party server_party(const chart::Server& server) {
  Party party{.kind = server.broker ? PartyKind::broker : PartyKind::store};
  party.server_kind = server.entry->name;
  party.grants = server.entry->grants;
  party.server_title = server.entry->title;
  party.version = server.version.empty() ? server.entry->version : server.version;
  party.mode = mode_of(server);
  party.administrator = server.entry->administrator;
  party.shared_administrator = server.entry->shared_administrator;
  party.rotates = server.entry->rotates;
  party.auth = server.auth;
  party.not_enforced = why_not_enforced(server);
  party.operator_name = server.operator_name;
  party.tls = server.tls.empty() ? "none" : server.tls;
  party.headless = headless_by_nature(server, party.mode);
  party.is_volume = server.entry->name == "volume";
  if (party.is_volume) party.volume_size = server.size;
  if (!server.entry->ports.empty()) party.client_port = server.entry->ports.front().name;
  for (const chart::Part& part : server.parts) party.parts.push_back({part.key, part.name, part.schemas, part.seed});
  for (const chart::Channel& channel : server.channels) party.channels.push_back(wired(channel, server));
  if (server.external) {
    const chart::External& external = *server.external;
    party.deployed = false;
    party.headless = false;
    party.hosts = external.hosts;
    party.cidrs = external.cidrs;
    if (!external.tls.empty()) party.tls = external.tls;
    if (external.ports.size() == 1)
      party.client_port = external.ports.front().name;
    else if (!external.ports.empty())
      party.client_port.clear();
  }
  return party;
}

std::string server_image(const chart::Server& server) {
  if (!server.image.empty()) return server.image;
  const catalog::Kind& entry = *server.entry;
  if (entry.image.empty()) return {};  // a kind whose images differ: it is asked for
  const std::string& version = server.version.empty() ? entry.version : server.version;
  return fmt::format("{}:{}{}", entry.image, version, plain_version(version) ? entry.tag_suffix : "");
}

}  // namespace portolan::wiring
