#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "access/access.h"

namespace portolan::access {

// What an access control list names: "topic", "group", "cluster", "transactional-id"; `prefixed`: all that begin like the name.
struct KafkaResource {
  std::string kind{};
  bool prefixed = false;
  std::string name{};
  friend auto operator<=>(const KafkaResource&, const KafkaResource&) = default;
};

struct KafkaRights {
  // Of each resource the operations, and of each the links that need it.
  std::map<KafkaResource, std::map<std::string, std::vector<std::uint32_t>>> operations;
  std::vector<Problem> problems;
};

KafkaRights kafka_rights_of(const wiring::Wiring& wiring, const wiring::Account& account);

// Whether it can be one word of a line: something, without control characters.
bool fits_line(std::string_view text);
// What a topic may be called; a lone `*` would mean all of them.
bool is_topic_name(std::string_view name);

}  // namespace portolan::access
