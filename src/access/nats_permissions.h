#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "access/access.h"

namespace portolan::access {

// What one account may do: subjects, and the links that each comes from.
struct NatsRights {
  using Subjects = std::map<std::string, std::vector<std::uint32_t>>;
  Subjects publish, subscribe;         // "orders.created"; "orders.created mail" only within that queue group
  std::vector<std::string> unpublish;  // taken out of `publish`
  std::vector<std::uint32_t> answers;  // links by which it may answer what it is asked, wherever the answer is wanted
  std::vector<std::uint32_t> system;   // links by which it belongs to the system account, and to no other
  std::vector<Problem> problems;
};

NatsRights nats_rights_of(const wiring::Wiring& wiring, const wiring::Account& account);

}  // namespace portolan::access
