#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/kind.h"
#include "chart/service.h"

namespace portolan::chart {

struct Auth {
  Template user, password;
};

struct Part {
  std::string key, name;
  std::vector<std::string> schemas, seed;
  Place at;
};

struct Channel {
  std::string key, name, kind, exchange, vhost, dead_letter, retention;
  std::vector<std::string> keys;
  std::string topology;  // "", managed, app
  std::optional<std::uint32_t> max_deliveries, partitions, replicas;
  std::map<std::string, std::string> settings;
  Place at;
};

struct External;

// A store or a broker: the catalogue entry of its kind with the chart's keys over it.
struct Server : Runtime {
  bool broker = false;                   // declared under `brokers`
  std::string kind, version, mode;       // mode: empty where not said
  const catalog::Kind* entry = nullptr;  // never null
  bool kind_known = true;                // false: a diagnostic said so; known by name and off, and `entry` is empty
  std::string size;                      // of one replica, or "temp"; empty: not said
  std::vector<Part> parts;               // databases, keyspaces, buckets or vhosts
  std::vector<Channel> channels;         // sorted by key
  bool app_topology = false;
  std::string auth = "per-service";  // per-service, shared, none, account
  std::optional<Auth> account;
  std::string tls;  // "", none, server, mutual, own
  bool seed_in_image = false;
  std::vector<std::string> seed;
  std::map<std::string, Template> settings;
  std::string operator_name;
  std::shared_ptr<const External> external;  // none: deployed
};

}  // namespace portolan::chart
