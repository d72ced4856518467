#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "text/source.h"

namespace portolan::wiring {

// Where a value was said and, where it was inherited, by what.
struct Origin {
  text::Span said{};
  text::Span via{};  // the service that inherited it from a template, a default or an environment; may be unknown
};

enum class Protocol : std::uint8_t { http, http2, https, grpc, tcp, tls, udp };
const char* to_text(Protocol protocol);

struct RetryOptions {
  std::uint32_t attempts = 2;
  std::string per_try{}, backoff{};
  std::vector<std::string> retry_on{};
};

// Options of a call that only a mesh or the local run can carry out. Empty texts: not said.
struct CallOptions {
  std::string timeout{};
  std::optional<RetryOptions> retries{};
  struct Route {
    std::string match, timeout;
    std::optional<RetryOptions> retries;
  };
  std::vector<Route> routes{};
  std::optional<std::uint32_t> max_connections{}, max_requests{}, max_pending{};
  struct Fault {
    std::uint32_t percent = 100;
    std::string delay;
    std::optional<std::uint32_t> status;
  };
  std::optional<Fault> fault{};
};

struct Port {
  std::string name{};
  std::uint16_t port = 0;    // what callers say
  std::uint16_t target = 0;  // what the process listens on
  Protocol protocol = Protocol::tcp;
  bool udp = false;
  bool metrics = false;  // opened to the scraper only
  bool sidecar = false;  // listened on by a further container of the same pod
  bool peer = false;     // between members of one server or service only
  std::string mtls{};    // "", strict, permissive, none
};

struct Part {
  std::string key{}, name{};
  std::vector<std::string> schemas{};
  std::vector<std::string> seed{};
};

struct Channel {
  std::string key{}, name{}, kind{}, exchange{}, vhost{}, dead_letter{};
  bool prefix = false;        // the real name ended in "*"
  bool app_declares = false;  // topology: app
  std::vector<std::string> keys{};
  std::optional<std::uint32_t> max_deliveries{}, partitions{}, replicas{};
  std::optional<std::int64_t> keep_milliseconds{}, keep_bytes{};  // after which messages go; one of them at most
  std::map<std::string, std::string> settings{};
  Origin at{};
};

enum class PartyKind : std::uint8_t { service, store, broker, external, outside };
enum class ServiceKind : std::uint8_t { service, worker, job, schedule };

// Pods carry two labels that select: `app.kubernetes.io/instance: WORKLOAD`, and `app.kubernetes.io/name: PARTY`, which the
// versions of one service share. By the second one applications that were compiled separately find one another's pods.
inline constexpr const char* party_label = "app.kubernetes.io/name";

// Something with a name: a service with all its versions, a store, a broker, an external, or an end that the chart does not
// declare, whose name stands in parentheses: "(gateway)", "(internet)", "(node)", "(kubernetes)", "(scraper)", or NAME.NAMESPACE of a peer.
struct Party {
  PartyKind kind = PartyKind::service;
  std::string name{}, name_space{};
  std::string display{};  // as people say it: NAME, or NAME.NAMESPACE where two have the name
  std::string owner{}, contact{};
  std::vector<std::string> profiles{};
  std::vector<Port> ports{};               // sorted by name
  std::string client_port{};               // stores and brokers: the port meant where none is named
  std::vector<std::uint32_t> workloads{};  // empty for externals and for servers that exist already
  bool headless = false;
  Origin at{};

  ServiceKind service_kind = ServiceKind::service;  // services
  std::string schedule{};

  std::string server_kind{}, version{}, mode{};  // stores and brokers: the catalogue entry
  std::string grants{};                          // the family in whose words it is told of rights: redis, sql …
  std::string server_title{};                    // "Redis"
  std::vector<Part> parts{};
  std::vector<Channel> channels{};
  std::string administrator{};         // the user who sets everything up
  std::string shared_administrator{};  // … where clients share an account: "account", that one, or another with its password
  std::string rotates{};               // a password that is made anew: passwords, users; empty where there are no accounts
  std::string auth{};                  // per-service, shared, none, account
  std::string not_enforced{};          // why verbs are not held by the server; empty where they are
  std::string operator_name{};
  bool deployed = true;       // false: it exists already
  bool is_volume = false;     // kind volume: no pods; one PersistentVolumeClaim of the party's name in its namespace
  std::string volume_size{};  // kind volume

  std::vector<std::string> hosts{}, cidrs{};  // externals, and servers that exist already
  std::string tls{};                          // none, server, mutual, originate, own
};

}  // namespace portolan::wiring
