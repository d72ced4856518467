#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "proof/addresses.h"
#include "proof/names.h"
#include "proof/ports.h"
#include "proof/selector.h"
#include "value/value.h"

// What a set of Kubernetes objects says about who may connect to whom, read as Kubernetes reads it and nothing else.
//
// Objects are read one group at a time and may be forgotten afterwards: what matters is copied, and everything that
// repeats (labels, peers, ports) is kept once and referred to by number.

namespace portolan::proof {

enum class Direction : std::uint8_t { ingress, egress };
const char* to_text(Direction direction);

// One element of `from` or `to`, or the absence of all of them.
struct Peer {
  enum class Kind : std::uint8_t {
    everyone,  // no `from` or `to`: every pod and every address
    pods,
    addresses,   // ipBlock
    host_names,  // of the plug-ins' own policies
  };
  Kind kind = Kind::everyone;
  bool one_namespace = false;  // pods: `name_space` alone, by the policy's own or by kubernetes.io/metadata.name
  Name name_space = Names::empty;
  Selector namespaces{};  // pods: what else the namespace's labels must be
  Selector pods{};
  AddressSet addresses{};
  std::vector<Name> hosts{};  // host_names: names and patterns, sorted
};

using PeerNumber = std::uint32_t;
using PortsNumber = std::uint32_t;

struct Rule {
  std::uint32_t number = 0;  // position in spec.ingress or spec.egress
  std::vector<PeerNumber> peers;
  PortsNumber ports = 0;
};

// A NetworkPolicy, or a policy of Cilium, Calico or GKE as far as plain ones can say the same, and host names.
struct Policy {
  Name kind = Names::empty, name = Names::empty, name_space = Names::empty;
  Selector pods;
  bool holds_ingress = false, holds_egress = false;  // the directions that are refused but for the rules
  std::vector<Rule> ingress, egress;
  [[nodiscard]] bool holds(Direction d) const { return d == Direction::ingress ? holds_ingress : holds_egress; }
  [[nodiscard]] const std::vector<Rule>& rules(Direction d) const { return d == Direction::ingress ? ingress : egress; }
};

struct ContainerPort {
  Name name = Names::empty;
  Transport transport = Transport::tcp;
  std::uint16_t port = 0;
};

// All pods of one Deployment, StatefulSet, Job, CronJob … (or one bare Pod): they have the same labels and ports.
struct Pod {
  Name kind = Names::empty, name = Names::empty, name_space = Names::empty;  // of the controller
  Name account = Names::empty;
  Labels labels;
  std::vector<ContainerPort> ports;        // of containers and native sidecars
  std::optional<Selector> owner_selector;  // spec.selector of the controller
  std::optional<IpAddress> address;        // where it is known: in tests
  bool host_network = false;               // policies do not hold it
};

struct ServicePort {
  Name name = Names::empty;
  Transport transport = Transport::tcp;
  std::uint16_t port = 0;
  std::uint16_t target = 0;  // 0: by name
  Name target_name = Names::empty;
};

struct Service {
  Name name = Names::empty, name_space = Names::empty;
  bool selects = false;  // has a selector; an empty one selects nothing
  Selector pods;
  std::vector<ServicePort> ports;
  bool headless = false;
  Name external_name = Names::empty;
};

// Another object that finds pods by their labels: PodDisruptionBudget.
struct Selecting {
  Name kind = Names::empty, name = Names::empty, name_space = Names::empty;
  Selector pods;
};

struct Namespace {
  Name name = Names::empty;
  Labels labels;  // kubernetes.io/metadata.name included
};

// What cannot be read as Kubernetes would read it; the API server refuses such an object, so the proof does too.
struct Unreadable {
  std::string object;   // "NetworkPolicy shop/cart"
  std::string problem;  // "ipBlock `10.0.0.0/33` is no address range"
};

class Model {
 public:
  Model();
  // Takes what matters of these objects; kinds without influence are passed over.
  void add(std::span<const value::Value* const> objects);
  void add(const value::Value& object);

  Names names;
  std::vector<Namespace> namespaces;
  std::vector<Pod> pods;
  std::vector<Policy> policies;
  std::vector<Service> services;
  std::vector<Selecting> selecting;
  std::vector<Unreadable> unreadable;
  std::vector<Peer> peers;       // each distinct one once
  std::vector<RulePorts> ports;  // each distinct one once

  PeerNumber keep(Peer peer);
  PortsNumber keep(RulePorts rule_ports);
  // Labels of a namespace; where no object declares it, its name label alone.
  [[nodiscard]] const Labels& namespace_labels(Name name_space) const;
  void add_namespace(Name name_space, Labels labels);
  [[nodiscard]] bool declares_namespace(Name name_space) const;

  // The key that every namespace has as a label of its own.
  Name name_label;

 private:
  std::u32string key_;
  std::unordered_map<std::u32string, PeerNumber> peer_numbers_;
  std::unordered_map<std::u32string, PortsNumber> ports_numbers_;
  std::unordered_map<Name, std::uint32_t> namespace_numbers_;
  mutable std::unordered_map<Name, Labels> undeclared_;
};

}  // namespace portolan::proof
