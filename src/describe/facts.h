#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wiring/wiring.h"

// The wiring seen from its parties: made once, asked by every section.

namespace portolan::describe {

struct Facts {
  explicit Facts(const wiring::Wiring& wired);

  const wiring::Wiring& wiring;
  std::vector<std::uint32_t> services, stores, brokers, externals;  // parties, in the order of the wiring
  std::vector<std::vector<std::uint32_t>> links_to;                 // of each party
  std::vector<std::vector<std::uint32_t>> links_from;

  [[nodiscard]] const wiring::Party& party(std::uint32_t index) const { return wiring.parties[index]; }
  [[nodiscard]] const std::string& name(std::uint32_t index) const { return wiring.parties[index].display; }
  // The caller of a link as people say it: a link that only some versions have names them.
  [[nodiscard]] std::string caller(const wiring::Link& link) const;
  // Versions that have the link, where not all of the party have it.
  [[nodiscard]] std::vector<std::string> versions_of(const wiring::Link& link) const;
  // Without repetition, sorted: those whose links lead to the party.
  [[nodiscard]] std::vector<std::string> users_of(std::uint32_t party) const;
};

// "8080", or "80 (listens on 8080)"
std::string port_text(std::uint16_t port, std::uint16_t target);
// "grpc 7070, http-admin 80 (listens on 8080)"
std::string ports_text(const std::vector<wiring::Port>& ports);

}  // namespace portolan::describe
