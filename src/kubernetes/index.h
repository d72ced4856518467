#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "wiring/wiring.h"

namespace portolan::kubernetes {

// Numbers sorted into buckets once, by counting: bucket i holds the values that were paired with i, in their order.
class Buckets {
 public:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;  // bucket, value
  Buckets() = default;
  Buckets(std::size_t buckets, std::span<const Pair> pairs);
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t bucket) const;

 private:
  std::vector<std::uint32_t> starts_, values_;
};

// What of the wiring belongs to which workload or party, so that every group is emitted without looking at the others.
struct Index {
  explicit Index(const wiring::Wiring& wiring);

  Buckets ingress, egress;                     // by workload: flows to it, flows from it
  Buckets addresses;                           // by party
  Buckets routes;                              // by party
  Buckets remote_secrets;                      // by party: Secrets of an outside store that only this party refers to
  std::vector<std::uint32_t> shared_secrets;   // the same, referred to by several parties or none
  std::vector<bool> behind_service;            // by workload: some Service leads to its pods
  std::vector<std::uint32_t> primary_address;  // by party: the Service NAME, or no_address
  bool several_certificates = false;           // among the routes through the gateway

  static constexpr std::uint32_t no_address = 0xffffffff;
};

}  // namespace portolan::kubernetes
