#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "proof/model.h"

// Whether one connection is let through, by the rules of the NetworkPolicy API:
//
// - A pod is held in a direction as soon as one policy that selects it names that direction in policyTypes; a pod that
//   none holds may do everything.
// - Held, it may do what at least one rule of one of those policies allows; policies add up and none takes away.
// - A connection passes where the egress of the caller and the ingress of the called pod both let it pass. Answers pass.
// - A pod always reaches itself; two replicas of one workload are two pods.
// - Traffic from the pod's own node always reaches it (probes), and pods on the host's network are not held.

namespace portolan::proof {

using PodNumber = std::uint32_t;  // into Model::pods

struct RulePlace {
  std::uint32_t policy = 0;  // into Model::policies
  Direction direction = Direction::ingress;
  std::uint32_t rule = 0;  // into the policy's rules of that direction
};

struct Side {
  bool held = false;  // some policy holds the pod in this direction
  bool passes = false;
  std::optional<RulePlace> by;  // the first rule that lets it pass; none where nothing holds the pod
};

struct Verdict {
  Side egress, ingress;
  [[nodiscard]] bool allowed() const { return egress.passes && ingress.passes; }
};

class Evaluator {
 public:
  // Finds the policies of every pod; `model` must outlive the evaluator and stay as it is.
  explicit Evaluator(const Model& model);

  // Between two pods of different numbers, or between two replicas of one workload.
  [[nodiscard]] Verdict between(PodNumber from, PodNumber to, Transport transport, std::uint16_t port) const;
  // Between a pod and an address outside the cluster. Only the pod's own side decides; the other passes.
  [[nodiscard]] Verdict to_address(PodNumber from, const IpAddress& to, Transport transport, std::uint16_t port) const;
  [[nodiscard]] Verdict from_address(const IpAddress& from, PodNumber to, Transport transport, std::uint16_t port) const;

  // All ports on which this side of a pod lets connections with `other` pass; the ports are those of the called pod.
  // `by` gets the rules that do it; none where nothing holds the pod.
  [[nodiscard]] PortSet open_ports(PodNumber pod, Direction direction, PodNumber other, std::vector<RulePlace>* by = nullptr) const;
  // Whether a policy holds the pod in the direction.
  [[nodiscard]] bool held(PodNumber pod, Direction direction) const;

  // Policies that select the pod and hold it in the direction, in the order of Model::policies.
  [[nodiscard]] const std::vector<std::uint32_t>& holding(PodNumber pod, Direction direction) const;
  [[nodiscard]] bool peer_matches(const Peer& peer, PodNumber pod) const;
  // The rule's ports as this pod listens on them.
  [[nodiscard]] PortSet resolve(PortsNumber ports, PodNumber listening) const;
  [[nodiscard]] const Model& model() const { return model_; }

  // Pods that a selector finds in one namespace, by an index of their labels. Sorted.
  [[nodiscard]] std::vector<PodNumber> select(Name name_space, const Selector& selector) const;
  // Pods of all namespaces that a peer of kind pods or everyone means. Sorted.
  [[nodiscard]] std::vector<PodNumber> select(const Peer& peer) const;

 private:
  [[nodiscard]] Side side(PodNumber pod, Direction direction, const PodNumber* other, const IpAddress* address, Transport transport,
                          std::uint16_t port) const;

  struct Entry {
    std::uint64_t label = 0;  // key and value
    PodNumber pod = 0;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  [[nodiscard]] std::span<const Entry> with_label(Name key, Name value) const;
  // The shortest list of pods that holds all which the selector matches; none where it requires no certain label.
  [[nodiscard]] std::optional<std::vector<std::span<const Entry>>> candidates(const Selector& selector) const;

  const Model& model_;
  std::unordered_map<Name, std::vector<PodNumber>> by_namespace_;
  std::vector<Entry> by_label_;                               // sorted
  std::vector<std::vector<std::uint32_t>> ingress_, egress_;  // policies of each pod
};

}  // namespace portolan::proof
