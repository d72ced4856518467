#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "proof/model.h"
#include "proof/report.h"
#include "value/value.h"
#include "wiring/wiring.h"

namespace portolan::proof {

// Proves that what a set of emitted objects allows equals the flows of the wiring, over all pairs of pods and all ports.
//
//   Prover prover;
//   for each service: prover.add_group(objects);   // the objects may be forgotten afterwards
//   Report report = prover.finish(wiring);
//
// Time and memory are linear in objects and flows.
class Prover {
 public:
  Prover();
  ~Prover();
  Prover(Prover&&) noexcept;
  Prover& operator=(Prover&&) noexcept;

  void add_group(std::span<const value::Value* const> objects);
  void add_group(std::span<value::Value* const> objects);
  // Differences beyond `most` are not listed (Report::cut).
  [[nodiscard]] Report finish(const wiring::Wiring& wiring, std::size_t most = 200);
  // For explain.
  [[nodiscard]] const Model& model() const;

 private:
  std::unique_ptr<Model> model_;
};

}  // namespace portolan::proof
