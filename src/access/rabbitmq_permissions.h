#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wiring/wiring.h"

namespace portolan::access {

// What one account may do in one vhost: alternatives of anchored expressions, and the links that each comes from.
struct VhostRights {
  using Alternatives = std::map<std::string, std::vector<std::uint32_t>>;
  Alternatives configure, write, read;
  // Of a topic exchange, by its name: the routing keys to publish with, and to bind a queue by.
  struct Topic {
    Alternatives write, read;
    [[nodiscard]] bool limited() const;  // whether some key is refused
  };
  std::map<std::string, Topic> topics;
};

struct RabbitRights {
  std::map<std::string, VhostRights> vhosts;
  std::vector<std::string> tags;  // administrator, monitoring
  std::vector<std::uint32_t> tag_links;
};

RabbitRights rabbit_rights(const wiring::Wiring& wiring, const wiring::Account& account);

// The queue that a link consumes from.
std::string queue_of(const wiring::Link& link, const wiring::Channel& channel);

}  // namespace portolan::access
