#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "proof/evaluate.h"
#include "proof/model.h"
#include "proof/report.h"
#include "wiring/wiring.h"

namespace portolan::proof {

// Which pods of the objects are which workload of the wiring, by namespace and name of the controller.
class Pairing {
 public:
  Pairing(const wiring::Wiring& wiring, const Model& model);
  [[nodiscard]] std::optional<PodNumber> pod(std::uint32_t workload) const { return pods_[workload]; }
  [[nodiscard]] std::optional<std::uint32_t> workload(PodNumber pod) const { return workloads_[pod]; }

 private:
  std::vector<std::optional<PodNumber>> pods_;
  std::vector<std::optional<std::uint32_t>> workloads_;
};

// One flow as one of its pods sees it: who is at the other end, and on which ports.
struct Wanted {
  enum class Kind : std::uint8_t { pod, peer };  // peer: pods that are not ours, addresses, host names
  Kind kind = Kind::pod;
  std::uint32_t flow = 0;
  std::uint32_t other = 0;  // PodNumber or PeerNumber
  PortsNumber ports = 0;
};

// All flows of the wiring, found by pod and direction. Peers and ports are kept in the model, so that equal ones have the
// numbers of those that the policies name.
class Declared {
 public:
  Declared(const wiring::Wiring& wiring, Model& model, const Pairing& pairing);
  [[nodiscard]] std::span<const Wanted> of(PodNumber pod, Direction direction) const;

 private:
  std::vector<Wanted> wanted_;         // by pod and direction
  std::vector<std::uint32_t> begins_;  // 2 × pods + 1
};

// What a flow's far end is called in the model; nullopt for a workload. `number` gives texts their numbers: it keeps them, or only
// finds them, and then a text that no object has equals none of theirs.
std::optional<Peer> peer_of(const wiring::Endpoint& endpoint, const std::function<Name(std::string_view)>& number);
PortSet ports_of(const wiring::Flow& flow);

// "cart", or "cart.shop" where another namespace has one too.
std::string display(const wiring::Wiring& wiring, std::uint32_t workload);
End end_of(const wiring::Wiring& wiring, const Pairing& pairing, const Model& model, PodNumber pod);
End end_of(const Peer& peer, const Names& names);
RuleName rule_name(const Model& model, const RulePlace& place);

}  // namespace portolan::proof
