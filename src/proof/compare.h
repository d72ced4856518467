#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "proof/declared.h"
#include "proof/evaluate.h"
#include "proof/model.h"

// The heart of the proof: what the objects allow against what the flows say, one pod and one direction at a time.
//
// A connection passes where both of its sides let it. If on every side of every pod exactly that passes which the flows
// through this side name, then exactly the flows pass, over all pairs of pods and all ports; and a rule that is too wide on one side only
// is found as well, though the other side makes it harmless. So no pair needs to be looked at: the work is
// one merge of the rules of a pod with its flows, linear in their number.
//
// A rule speaks of pods by labels, and pods that are not ours have labels as well. So a peer has two meanings: our pods
// that it matches, which are compared one by one; and pods beyond them, where the peer as such must be inside of one that a
// flow names. A peer stays within our pods if it pins one of our namespaces and a value of a label, and finds somebody.

namespace portolan::proof {

// Everything that the comparison of one pod needs.
struct World {
  const Model& model;
  const Evaluator& evaluator;
  const Declared& declared;
  std::vector<std::vector<PodNumber>> ours;  // of each peer of kind pods: our pods that it means
  std::vector<bool> beyond;                  // of each peer: whether it may mean others than our pods
};
World make_world(const Model& model, const Evaluator& evaluator, const Declared& declared);

// Open without a flow.
struct Opening {
  PodNumber pod = 0;
  Direction direction = Direction::ingress;
  std::optional<PodNumber> other;  // our pod at the other end; else `peer`
  Peer peer;
  PortSet ports;
  std::vector<NamedPort> named;  // that stay names: pods that are not ours
  std::vector<RulePlace> places;
};

struct Refusal {
  PortSet egress, ingress;  // ports of the flow that this side refuses
  AddressSet addresses;     // of a flow from or to addresses: those that are refused
};

struct Findings {
  std::size_t most = 0;  // findings of all kinds: beyond, the comparison stops and `cut` is set
  bool cut = false;
  std::vector<Opening> openings;
  std::map<std::uint32_t, Refusal> refusals;  // by flow
  std::vector<std::pair<PodNumber, Direction>> not_held;
  std::uint64_t allowed = 0;  // connections between our pods

  [[nodiscard]] bool full() const { return openings.size() + refusals.size() + not_held.size() >= most; }
  void refuse(std::uint32_t flow, Direction side, const PortSet& ports, const AddressSet& addresses = {});
};

// Compares every side of every pod that `pairing` knows.
void compare(const World& world, const Pairing& pairing, Findings& findings);

// Whether every pod and every address that `b` may mean is meant by `a`.
bool includes(const Peer& a, const Peer& b, const Model& model);

}  // namespace portolan::proof
