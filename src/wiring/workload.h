#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wiring/party.h"

namespace portolan::wiring {

struct SecretRef {
  std::string secret{};  // name of the Secret object, in the workload's own namespace
  std::string key{};
  bool optional = false;
  friend bool operator==(const SecretRef&, const SecretRef&) = default;
};

// A text that is known but for secrets and facts of the running pod.
struct Piece {
  enum class Kind : std::uint8_t { literal, secret, pod_ip, pod_name, node_ip, node_name };
  Kind kind = Kind::literal;
  std::string literal{};
  SecretRef secret{};
};
using Text = std::vector<Piece>;  // adjacent literals are one piece; an empty text is no piece

struct EnvVar {
  std::string name{};
  Text value{};
  Origin at{};
};

struct Quantity {  // as Kubernetes writes it; empty: not set
  std::string request{}, limit{};
};
struct Resources {
  Quantity cpu{}, memory{}, storage{};
};

struct Mount {
  std::string volume{};  // name of a Volume of the workload
  std::string path{};
  bool read_only = false;
};

struct Container {
  std::string name{}, image{};
  std::optional<std::vector<Text>> entrypoint{}, args{};  // none: the image's
  std::vector<EnvVar> env{};                              // sorted by name
  std::vector<Port> ports{};
  std::uint32_t uid = 10001, gid = 10001;
  Resources resources{};
  Origin at{};
};

struct File {
  std::string path{};     // in the container
  std::string content{};  // where nothing is secret
  Text filled{};          // with secrets; then `content` is empty
  unsigned mode = 0444;
  bool binary = false;   // not UTF-8
  std::string folder{};  // the chart maps this whole folder of the container, which then is ours alone; empty: a file among the image's
  SecretRef rendered{};  // secret(): where the filled text is kept once `secrets` has made it
  Origin at{};
  [[nodiscard]] bool secret() const { return !filled.empty(); }
};

struct Volume {
  enum class Kind : std::uint8_t { kept, temporary, memory, shared, secret };
  Kind kind = Kind::temporary;
  std::string path{};
  std::string size{};  // kept: required; temporary and memory: the limit
  std::string storage_class{};
  std::string claim{};   // shared: name of the PersistentVolumeClaim
  std::string secret{};  // secret: name of the Secret mounted as a folder at `path`
  bool read_only = false;
  bool rule_made = false;  // the /tmp that a read-only root needs
};

struct Probe {
  enum class Kind : std::uint8_t { none, http, tcp, grpc, exec };
  Kind kind = Kind::none;
  std::string path{}, grpc_service{}, port_name{};
  std::uint16_t port = 0;  // the listening one
  bool tls = false;        // http over TLS
  std::map<std::string, std::string> headers{};
  std::vector<std::string> exec{};
  std::uint32_t every_s = 10, timeout_s = 2, failures = 3;
};

struct Health {
  Probe ready{}, live{}, startup{};  // Kind::none each where there is none
};

struct Scale {
  std::uint32_t min = 1, max = 1;  // equal: a fixed number
  std::uint32_t cpu_percent = 80;
  std::optional<std::uint32_t> memory_percent{};
  [[nodiscard]] bool automatic() const { return max > min; }
};

struct Metrics {  // what a scraper reads
  std::string port_name{}, path{};
  std::uint16_t port = 0;  // the listening one
};

struct ApiRule {  // uses: {kubernetes: …}
  bool cluster_wide = false;
  std::string group{}, resource{};
  std::vector<std::string> verbs{};
};

struct JobOptions {
  std::string schedule, timezone = "UTC";
  bool manual = false;
  std::uint32_t retries = 3, timeout_s = 3600;
  bool overlap = false;
};

// What becomes pods: a service, one of its versions, or a store or broker that is deployed.
struct Workload {
  enum class Shape : std::uint8_t { deployment, stateful_set, job, cron_job };
  Shape shape = Shape::deployment;
  std::string name{}, name_space{};  // of the controller, the pods' label and the service account
  std::uint32_t party = 0;
  std::string version{};                               // of a version; empty else
  std::optional<std::uint32_t> weight{};               // of a version: share of requests; none: by replicas
  std::map<std::string, std::string> match_headers{};  // of a version: requests that always go here
  Container main{};
  std::vector<Container> init{}, sidecars{};
  std::vector<File> files{};
  std::vector<Volume> volumes{};
  Health health{};
  Scale scale{};
  std::uint32_t stop_s = 30;
  std::optional<JobOptions> job{};
  std::map<std::string, std::string> labels{}, annotations{};
  std::map<std::string, std::string> waivers{};   // hardening rule → reason; sorted
  std::map<std::string, std::string> identity{};  // "aws", "gcp", "azure" → role
  std::vector<ApiRule> api_rules{};
  std::vector<std::string> pull_secrets{};
  std::vector<std::uint32_t> after{};  // workloads that must be ready (jobs: done) before
  std::uint32_t wave = 0;              // depth in that order
  std::optional<Metrics> metrics{};
  bool low_ports = false;  // listens below 1024
  bool meshed = false;
  bool spread_peers = false;    // members of one server: needs stable names and early addresses
  std::string headless_name{};  // governing Service of a StatefulSet
  Origin at{};
};

// A host name in the cluster: a Service object.
struct Address {
  std::string name{}, name_space{};
  std::uint32_t party = 0;
  std::vector<std::uint32_t> workloads{};  // whose pods it selects
  std::vector<Port> ports{};
  bool headless = false;
  bool unready_too = false;             // publishNotReadyAddresses, for peers that meet before they are ready
  std::string alias_for{};              // ExternalName: host it stands for; then no workloads
  std::vector<std::uint32_t> routes{};  // load balancer and node port routes that this Service carries
  Origin at{};
};

}  // namespace portolan::wiring
