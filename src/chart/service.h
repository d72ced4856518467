#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chart/text_template.h"
#include "value/sparse.h"

namespace portolan::chart {

struct Retries {
  std::uint32_t attempts = 2;
  std::string per_try, backoff;
  std::vector<std::string> retry_on;
};

struct RouteOptions {
  std::string match, timeout;
  std::optional<Retries> retries;
};

// Options of a call; empty: not said. On a port: for every caller that does not say otherwise.
struct Call {
  std::string timeout;
  std::optional<Retries> retries;
  std::vector<RouteOptions> routes;
  std::optional<std::uint32_t> max_connections, max_requests, max_pending;
  struct Fault {
    std::uint32_t percent = 100;
    std::string delay;
    std::optional<std::uint32_t> status;
  };
  std::optional<Fault> fault;
  [[nodiscard]] bool says_anything() const {
    return !timeout.empty() || retries || !routes.empty() || max_connections || max_requests || max_pending || fault;
  }
};

struct Port {
  std::string name;
  std::uint16_t port = 0, target = 0;
  std::string protocol;  // http, http2, https, grpc, tcp, tls, udp; empty: the name says none (a question)
  std::string mtls;
  value::Sparse<Call> calls;
  Place at;
};

struct Publish {
  std::vector<std::string> keys, declares;
  bool reply = false;
};

struct Consume {
  std::vector<std::string> keys, declares;
  std::map<std::string, std::string> headers;
  std::string group, queue, dead_letter;
  std::optional<std::uint32_t> max_deliveries;
  bool reply = false;
};

struct Use {
  std::string access;  // empty: not said
  std::string schema, mount;
  std::vector<std::string> only, grant;
  std::map<std::string, std::vector<std::string>> api;  // target `kubernetes`: resource → verbs
};

struct Link {
  enum class Verb { calls, publishes, consumes, uses };
  Verb verb = Verb::calls;
  Target target;
  value::Sparse<Call> call;
  value::Sparse<Publish> publish;
  value::Sparse<Consume> consume;
  value::Sparse<Use> use;
  value::Sparse<Template> user, password;
  Place at;
  bool inherited = false;  // from defaults, a template or (of a version) the service
};

struct EnvVar {
  std::string name;
  Template value;
  bool inherited = false;  // not said by the service itself
};

struct File {
  std::string path;    // in the container; ends in "/" for a folder
  std::string from;    // path beside the chart, as written; empty: `text`
  std::string folder;  // folder of the file that says it, for `from`
  std::optional<Template> text;
  bool fill = false;
  unsigned mode = 0444;
  Place at;
};

struct Volume {
  enum class Kind { kept, temporary, memory };
  std::string path, size, storage_class;
  Kind kind = Kind::kept;
  Place at;
};

struct Probe {
  enum class Kind { unsaid, none, http, tcp, grpc, exec };
  Kind kind = Kind::unsaid;
  std::string path, grpc_service, port;  // port: a name; empty: the main port
  std::vector<std::string> exec;
  std::map<std::string, std::string> headers;
  std::uint32_t every_ms = 10'000, timeout_ms = 2'000, failures = 3, startup_ms = 60'000;
  bool every_said = false, timeout_said = false, failures_said = false;
  Place at;
};

struct Resources {
  std::string cpu, memory, storage;  // as written: request..limit; empty: not said
  bool said = false;
};

struct Container {
  std::string name, image;
  std::string image_question;
  Place image_at;
  std::optional<std::vector<Template>> entrypoint, args;
  std::vector<EnvVar> env;
  std::vector<Port> ports;
  std::string user;
  Resources resources;
  Place at;
};

struct Expose {
  std::vector<std::string> hosts, paths;  // "=/x" is exact
  std::string question;                   // an open question instead of a host
  std::string rewrite, port, tls, via = "gateway";
  std::optional<std::uint16_t> at_port, local;
  std::map<std::string, std::string> annotations;
  struct To {
    std::string name, name_space;
    std::map<std::string, std::string> pods;
    bool by_pods = false;
  };  // name "*": any
  std::vector<To> to;
  Place at;
  // Whether it opens a way in: a host or path was said, or `via` names something else than the gateway.
  bool routed = false;
};

struct Job {
  enum class Kind { once, manual, schedule };
  Kind kind = Kind::once;
  std::string schedule, timezone = "UTC";
  std::uint32_t retries = 3, timeout_s = 3600;
  bool overlap = false;
};

// What services and servers share (the run-time keys).
struct Runtime {
  std::string name, name_space, owner, contact;
  std::vector<std::string> profiles;
  bool active = true;  // false: none of its profiles is on; known by name, opens nothing
  std::vector<std::string> aliases;
  std::string image, image_question;
  Place image_at;
  std::optional<std::vector<Template>> entrypoint, args;
  std::string user;                        // uid[:gid]; empty: not said
  std::vector<Port> ports;                 // sorted by name
  std::vector<Link> links;                 // sorted by verb, target
  std::vector<std::string> removed_links;  // targets (as written) that a null removed
  std::vector<EnvVar> env;                 // sorted by name
  std::vector<File> files;
  std::vector<Volume> volumes;
  std::optional<Probe> health, live;
  std::string metrics_port, metrics_path;  // port: a name or empty for the main port; path empty: no metrics
  std::uint32_t replicas_min = 1, replicas_max = 1, scale_cpu = 80;
  std::optional<std::uint32_t> scale_memory;
  Resources resources;
  std::uint32_t stop_s = 30;
  std::vector<Container> init, sidecars;
  std::map<std::string, std::string> identity;
  std::vector<Expose> expose;
  bool meshed = true;  // false: `mesh: none`
  std::map<std::string, std::string> labels, annotations;
  std::map<std::string, std::string> waive;
  std::map<std::string, Place> waive_places;
  Place at;         // the key that declares it
  text::Span body;  // the whole declaration
};

struct Version {
  std::string name;
  Runtime runtime;  // complete: the service's keys with the version's over them
  std::optional<std::uint32_t> weight;
  std::map<std::string, std::string> match_headers;
};

struct After {
  std::string name;
  Place at;
};

struct Service : Runtime {
  bool headless = false;
  std::vector<After> after;
  std::optional<Job> job;
  std::vector<Version> versions;  // sorted by name; active ones and others
  std::optional<std::vector<Template>> local;
  bool has_local = false, has_stand_in = false;
};

}  // namespace portolan::chart
