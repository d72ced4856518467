#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "text/source.h"
#include "wiring/wiring.h"

// What the proof found, as data.

namespace portolan::proof {

// One rule of one emitted policy: `NetworkPolicy shop/cart, spec.egress[2]`.
struct RuleName {
  std::string kind, name_space, name;
  std::string path;  // "spec.egress[2]"; empty: the policy as a whole
  friend bool operator==(const RuleName&, const RuleName&) = default;
};
std::string to_text(const RuleName& rule);

// One end of a connection, as people say it.
struct End {
  std::optional<std::uint32_t> workload;  // of the wiring
  std::string text;                       // "cart", "pods with k8s-app=kube-dns in namespace kube-system", "0.0.0.0/0", "api.stripe.com"
};

struct Difference {
  enum class Kind : std::uint8_t {
    open,        // let through, declared nowhere
    half_open,   // one side lets it through, declared nowhere; the other side refuses it
    refused,     // declared, and a side refuses it
    not_held,    // nothing holds a pod in a direction: everything is open there
    service,     // a Service does not lead where its address says
    selection,   // something selects a pod that it should not, or misses one
    account,     // a workload has not its own service account
    missing,     // a workload has no object, or an object's pods no workload
    unreadable,  // an object that the API server would refuse
  };
  Kind kind = Kind::open;
  End from, to;                         // of a connection
  std::string ports;                    // "TCP 8080"
  std::vector<RuleName> rules;          // open, half_open: what lets it through, the caller's side first
  std::vector<std::string> refused_by;  // refused: "egress of cart", "ingress of cart-store"
  std::string object, problem;          // the other kinds: "Service shop/cart", "port 80 leads to 8081, cart listens on 8080"
  std::optional<std::uint32_t> flow;    // of the wiring: the declared one that is refused
  text::Span place;                     // of the chart, where there is one
};

// One sentence without a full stop, without the place: "frontend reaches cart on TCP 9090, which no link declares: NetworkPolicy
// shop/frontend, spec.egress[1] and NetworkPolicy shop/cart, spec.ingress[0] let it through".
std::string describe_difference(const Difference& difference);

// What is open by declaration, and wider than what was meant because the cluster can say no better.
struct Residual {
  std::uint32_t flow = 0;
  End from;
  std::vector<std::string> meant;  // host names
  std::string ports;
  std::string sentence;  // "checkout may reach any address on TCP 443, not only api.stripe.com: the cluster's policies know no host names"
  text::Span place;
};

struct Counts {
  std::uint64_t pods = 0;  // workloads
  std::uint64_t policies = 0, rules = 0, services = 0;
  std::uint64_t flows = 0;        // declared and derived
  std::uint64_t pairs = 0;        // of pods, both directions, replicas of one workload with each other included
  std::uint64_t connections = 0;  // pairs × ports × transports: each was decided
  std::uint64_t allowed = 0;      // of them
};

struct Report {
  std::vector<Difference> differences;  // sorted: by place, then by text
  std::vector<Residual> residuals;
  Counts counts;
  bool cut = false;  // the comparison stopped: there may be more differences than are listed

  // Whether what the objects allow equals what the file declares.
  [[nodiscard]] bool holds() const;
};

}  // namespace portolan::proof
