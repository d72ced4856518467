#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "proof/model.h"
#include "text/source.h"
#include "wiring/wiring.h"

// Applications of one cluster that were compiled apart: whether what they say of each other agrees (rule 19), and whether
// their objects together let through just what both say.
//
// Each names pods of the other that it did not make: the caller by an external with `service`, the callee by `expose: {to: …}`.
// Alone, each end is proved against its own word. Here both ends are there, so that the labels that one wrote are matched with the pods
// that the other made, and the ports with the ports.

namespace portolan::proof {

struct Neighbour {
  std::string file;  // as said to people
  const wiring::Wiring* wiring = nullptr;
};

struct Disagreement {
  enum class Kind : std::uint8_t {
    nobody_there,  // a caller means a workload that the other application does not have
    not_invited,   // called, but not exposed to this caller
    other_port,    // both agree on who, not on which port
    not_called,    // exposed to a workload of the other application that does not call; harmless
    made_twice,    // two applications make the same workload
    open,          // let through by the objects of both, agreed by neither or one
    refused,       // agreed by both, refused by the objects
  };
  Kind kind = Kind::open;
  std::string sentence;  // without full stop
  std::string hint;      // the next step; may be empty
  text::Span place;
};

struct Agreement {
  std::vector<Disagreement> disagreements;  // in the order of the applications
  std::uint64_t agreed = 0;                 // pairs of workloads that both ends declare
  [[nodiscard]] bool holds() const;         // whether there is none but harmless ones
};

// `model` holds the objects of all of them. The work is linear in flows, rules and the pods that they find.
Agreement compare_neighbours(std::span<const Neighbour> applications, const Model& model);

}  // namespace portolan::proof
