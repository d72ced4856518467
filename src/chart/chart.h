#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chart/server.h"
#include "chart/service.h"
#include "chart/text_template.h"
#include "yaml/node.h"

// The chart: the declared application, typed, every value with its place.
//
// By the time a Chart exists files are joined, the environment is merged in, defaults and templates are applied, `vars` are
// filled in, and every key and form was checked. What is left to decide is left to the wiring: which target a name means, which
// port a link opens, who may do what. Nothing here is resolved across services.

namespace portolan::chart {

struct SecretSource {
  enum class Kind { none, env, file, cluster, remote, generate, built_in };
  Kind kind = Kind::none;
  std::string detail;  // variable, path, SECRET[.NAMESPACE][/KEY], PATH[#PROPERTY], password|rsa|uuid, the built-in value
  std::uint32_t length = 32;
};

struct Secret {
  std::string name;
  SecretSource source;  // where there are no keys
  std::map<std::string, SecretSource> keys;
  bool optional = false;
  std::string question;
  std::string owner;
  Place at;
};

struct External {
  std::string name, name_space, owner;
  std::string url;                 // as written, or empty
  std::string scheme, base_path;   // of url
  std::vector<std::string> hosts;  // of url or host; "*", "*.x.com", "node", "localhost" have their meanings
  std::string question;            // an open question instead of an address
  std::optional<Target> service;   // a workload of another application
  std::map<std::string, std::string> pods;
  std::vector<std::string> cidrs, except;  // "private" is one of `except`
  std::vector<Port> ports;                 // sorted by name; of url, port or ports; empty: not said
  std::string tls;                         // "", none, server, mutual, originate
  std::optional<Auth> admin;
  Place at;
};

struct PeerSelector {
  std::string name_space;
  std::map<std::string, std::string> pods;
};

struct ClusterFacts {
  std::string context;
  unsigned minor = 34;
  bool create_namespaces = true;
  std::string gateway_class, gateway_name, gateway_ingress, gateway_host, gateway_tls;
  std::optional<PeerSelector> gateway_pods;
  struct Scraper {
    std::optional<Target> service;  // of this chart, or NAME.NAMESPACE of another
    PeerSelector peer;              // where `service` is none
    bool service_monitor = false;
    Place at;
  };
  std::vector<Scraper> scrapers;
  std::string dns = "kube-dns";  // kube-dns, nodelocal, or custom with the three below
  PeerSelector dns_peer;
  std::vector<std::string> dns_addresses;
  std::string fqdn_policy;  // "", cilium, calico, gke
  std::string mirror;
  std::map<std::string, std::string> registries;
  std::string pull = "if-not-present";
  std::string secret_store, storage_class, shared_storage_class;
  Place at;
};

struct MeshFacts {
  std::string kind = "none";
  bool audit = false, permissive = false;
  std::optional<Target> tracing_to;
  std::string tracing_sampling;
  std::vector<std::string> tracing_headers;
  std::string trust_domain = "cluster.local";
  Call calls;
  Place at;
};

struct PatchSource {
  std::map<std::string, std::string> target;
  const yaml::Node* merge = nullptr;
  const yaml::Node* operations = nullptr;
  std::string why;
  Place at;
};

// An object of `extra`: written in place, or one document of a file.
struct ExtraObject {
  const yaml::Node* object = nullptr;
  Place at;
};

struct Question {
  std::string code, to, about, text;
  bool blocking = true;
  Place at;
};

struct Chart {
  std::string app, owner, contact, environment, name_space;
  bool strict_hardening = false;
  MeshFacts mesh;
  ClusterFacts cluster;
  std::vector<Service> services;  // each vector sorted by (name, namespace)
  std::vector<Server> servers;    // stores and brokers
  std::vector<External> externals;
  std::vector<Secret> secrets;
  std::vector<PatchSource> patches;
  std::vector<ExtraObject> extras;
  std::vector<std::string> environments;                               // names declared, sorted
  std::vector<std::string> profiles;                                   // that are on, sorted
  std::vector<Question> questions;                                     // met so far: `? ` values
  std::map<std::string, std::string, std::less<>> renamed_namespaces;  // as the files say → as the environment calls it

  // What the environment calls a namespace that a file names.
  [[nodiscard]] std::string_view namespace_of(std::string_view said) const {
    const auto found = renamed_namespaces.find(said);
    return found == renamed_namespaces.end() ? said : std::string_view(found->second);
  }
};

}  // namespace portolan::chart
