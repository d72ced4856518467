#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "text/source.h"
#include "value/sparse.h"
#include "value/value.h"
#include "wiring/party.h"
#include "wiring/workload.h"

// The wiring: the chart with every question of "which", "where" and "as whom" answered.
//
// The middle of the compiler makes it once; every back end (Kubernetes objects, the proof, the pictures, describe, explain)
// reads it and nothing else. It is a plain value: parties (the things that have a name), workloads (what becomes pods), links (what
// the file declares), flows (what the network must let through, declared or derived, each with its reason), accounts, secrets and
// routes. Everything refers to everything else by index into the vectors of Wiring. All vectors are sorted by name, never
// by the order of the file, so that output does not depend on it.

namespace portolan::wiring {

enum class Verb : std::uint8_t { calls, publishes, consumes, uses, exposes };

// A declared link, resolved to both ends.
struct Link {
  std::uint32_t from = 0;                       // party
  std::vector<std::uint32_t> from_workloads{};  // the versions that have the link; all of the party's where it says nothing else
  std::uint32_t to = 0;                         // party
  Verb verb = Verb::calls;
  Protocol protocol = Protocol::tcp;
  std::string port_name{};                                      // of the callee; empty for externals with one port
  std::uint16_t port = 0;                                       // what callers say; 0 where there is no network (kind volume)
  std::uint16_t target = 0;                                     // what the callee's process listens on
  std::string part{};                                           // of a store: database, keyspace, bucket, vhost; real name
  std::string part_key{};                                       // … as the chart calls it
  std::string channel{};                                        // of a broker, as the chart calls it
  std::string access{};                                         // uses: read, write, own, admin, monitor
  std::vector<std::string> only{};                              // uses: tables, key patterns …
  std::vector<std::string> grant{};                             // uses: rights in the server's own words
  std::string schema{};                                         // uses
  std::vector<std::string> keys{};                              // publishes, consumes
  value::Sparse<std::map<std::string, std::string>> headers{};  // consumes
  std::string group{}, queue{}, dead_letter{};                  // consumes
  std::optional<std::uint32_t> max_deliveries{};
  bool reply = false;
  std::vector<std::string> declares{};
  std::optional<std::uint32_t> account{};  // index into accounts
  bool enforced = true;                    // whether the server itself holds the client to the verb, not only the network
  std::string unenforced_because{};
  std::string mount{};                   // kind volume
  value::Sparse<CallOptions> options{};  // timeout, retries, routes …; carried for the mesh
  Origin at{};
};

// Why a flow is open. The list is closed (language rule 8).
enum class Reason : std::uint8_t {
  declared,
  dns,
  gateway,
  load_balancer,
  node_port,
  scraper,
  tracing,
  peers,
  access_job,
  cloud_metadata,
  api_server,
  other_application
};

// Pods that Portolan did not make.
struct Peer {
  std::string name_space{};                     // empty: every namespace
  std::map<std::string, std::string> labels{};  // empty: every pod
};

// How strictly the target cluster can hold a flow to outside addresses.
enum class Precision : std::uint8_t { exact, names, any_address };

struct Endpoint {
  enum class Kind : std::uint8_t { workload, peer, addresses, world };
  Kind kind = Kind::workload;
  Precision precision = Precision::exact;
  std::uint32_t workload = 0;                        // Kind::workload
  value::Sparse<Peer> peer{};                        // Kind::peer
  value::Sparse<std::vector<std::string>> cidrs{};   // Kind::addresses
  value::Sparse<std::vector<std::string>> except{};  // Kind::addresses and world: ranges taken out
  value::Sparse<std::vector<std::string>> hosts{};   // addresses or world: the names meant, for policies that know names
};

struct FlowPort {
  bool udp = false;
  std::uint16_t port = 0;  // the listening one, as network policies see it
  friend auto operator<=>(const FlowPort&, const FlowPort&) = default;
};

// One direction of what the network must let through. Everything that no flow names is refused.
struct Flow {
  Endpoint from{}, to{};
  std::vector<FlowPort> ports{};  // sorted, never empty
  Reason reason = Reason::declared;
  std::optional<std::uint32_t> link{};  // declared: the link it carries
  std::string why{};                    // one sentence for explain: "readiness of every pod needs names: DNS"
  Origin at{};
};

// A way in.
struct Route {
  enum class Via : std::uint8_t { gateway, load_balancer, node_port };
  std::uint32_t party = 0;
  std::string port_name{};
  std::uint16_t port = 0, target = 0;
  Protocol protocol = Protocol::http;
  Via via = Via::gateway;
  std::vector<std::string> hosts{};  // empty or "*": any
  struct Path {
    std::string path;
    bool exact = false;
  };
  std::vector<Path> paths{};
  std::optional<std::string> rewrite{};
  std::string tls{};  // Secret or issuer; empty: the gateway's own; "none"
  std::optional<std::uint16_t> at_port{};
  std::map<std::string, std::string> annotations{};
  Origin at{};
};

// One account on one server.
struct Account {
  enum class Kind : std::uint8_t { made, shared, given, none };
  std::uint32_t server = 0;               // party
  std::optional<std::uint32_t> holder{};  // party; none for a shared account
  Kind kind = Kind::made;
  std::string user{};  // empty where `user_secret` holds it
  std::optional<SecretRef> user_secret{};
  std::optional<SecretRef> password{};  // in the namespace of the holder; of a shared account in each that uses it
  std::vector<std::uint32_t> links{};
};

// A Secret object that workloads refer to. Values are never here. Names of objects (at most 63 characters, stable):
// a secret of the chart keeps its name, in each namespace that uses it, its one value under the key `value`;
// CALLER-to-SERVER holds the made account of one caller (key `password`, and `user` where the server takes two users to change a
// password without a gap), SERVER-account one that all share,
// SERVER-as-USER one whose name a link gives; SERVER-access is what a server reads about its accounts. A key that ends in
// `-url` is the percent-encoded copy of the one without (rule 11). A made name that a secret of the chart has too gets a hash.
struct Secret {
  enum class Source : std::uint8_t { environment, file, cluster, remote, password, rsa, uuid, built_in, login, rendered, unanswered };
  struct Key {
    std::string key{};
    Source source = Source::unanswered;
    std::string detail{};  // the variable, path, SECRET/KEY, PATH#PROPERTY; login: the user, or the one who takes turns with it
    SecretRef copy_of{};   // rendered: the value of which this is the percent-encoded copy
    std::uint32_t length = 32;
  };
  std::string name{}, name_space{};          // of the object
  std::string chart_name{};                  // "secrets.NAME" as the chart calls it; empty for accounts and server access
  std::string purpose{};                     // one line: "account of cart on cart-store"
  std::optional<std::uint32_t> account{};    // whose password it holds; the same account has the same password in every namespace
  std::optional<std::uint32_t> access_of{};  // party: rendered from the accounts of this server, mounted as a folder in its pods
  std::vector<Key> keys{};
  bool optional = false;
  bool exists = false;  // source cluster: somebody else made the object
  Origin at{};
};

struct Namespace {
  std::string name{};
  bool made = true;  // Portolan makes it, labels it and denies by default in all of it
};

// The Gateway that is made (or, with `existing_name`, found) is `name` in `name_space`.
struct Gateway {
  std::string name{}, name_space{};
  std::string class_name{}, existing_name{}, existing_namespace{}, ingress_class{}, tls{};
  std::optional<Peer>
      pods{};  // where its traffic comes from; unknown: by class, else every pod of every other namespace is refused and asked
  bool ingress = false;
};

struct Cluster {
  std::string context{};
  unsigned minor = 34;  // Kubernetes 1.minor, the oldest server the output must work on
  bool create_namespaces = true;
  Gateway gateway{};
  std::string fqdn_policy{};  // "", cilium, calico, gke
  std::string pull_policy{};  // Always, IfNotPresent, Never
  std::string secret_store{}, storage_class{}, shared_storage_class{};
  bool service_monitor = false;  // how scrapers are told
};

// What was read, checked and wired, and what `build` cannot carry out: said once, in one block.
struct Unhonoured {
  std::string what{};  // "routes of calls"
  std::string why{};   // "need a mesh"
  std::vector<Origin> places{};
};

struct Patch {
  std::map<std::string, std::string> target{};
  const value::Value* merge = nullptr;
  const value::Value* operations = nullptr;
  std::string why{};
  Origin at{};
};

struct Extra {
  const value::Value* object = nullptr;
  Origin at{};
};

struct Question {
  std::string code{}, to{}, about{}, text{};
  bool blocking = true;
  Origin at{};
};

struct Wiring {
  std::string app{}, environment{}, owner{}, contact{};
  bool strict_hardening = false;
  std::string mesh = "none";
  Cluster cluster{};
  std::vector<Namespace> namespaces{};
  std::vector<Party> parties{};
  std::vector<Workload> workloads{};
  std::vector<Address> addresses{};
  std::vector<Link> links{};
  std::vector<Flow> flows{};
  std::vector<Route> routes{};
  std::vector<Account> accounts{};
  std::vector<Secret> secrets{};
  std::vector<Unhonoured> unhonoured{};
  std::vector<Patch> patches{};
  std::vector<Extra> extras{};
  std::vector<Question> questions{};  // the same as in the diagnostics, for describe
  value::Builder values;              // owns what patches and extras point to
};

}  // namespace portolan::wiring
