#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wiring/wiring.h"

// What a server reads of the accounts on it: the links of the wiring in the server's own words (language §4).
//
// Rendered where secrets are made, since hashes of passwords stand in it. A name of the chart never widens a right: every
// renderer escapes what its server takes for a pattern, and where a server has no way to say a name, that link gets
// nothing and a Problem says so.

namespace portolan::access {

// One login. What was valid before stays so until the next run: the same user with two passwords where the server knows
// that, else a second user with the very same rights.
struct Login {
  std::string user{}, password{};
  std::string previous_user{}, previous{};  // `previous` empty: there is none; `previous_user` then too
};

// Who knows the passwords.
class Credentials {
 public:
  virtual ~Credentials() = default;
  [[nodiscard]] virtual Login of_account(std::uint32_t account) const = 0;
  // Who sets everything up on the server.
  [[nodiscard]] virtual Login administrator_of(std::uint32_t server) const = 0;
};

struct AccessFile {
  std::string name;  // in the folder that the catalogue calls `access`
  std::string text;
};

// A link that the server cannot be told of.
struct Problem {
  std::uint32_t link = 0;
  std::string sentence;  // "Redis has no way to name a key with a space in it: `a b`"
};

struct Access {
  std::vector<AccessFile> files;  // sorted by name; empty: the server has no accounts of its own
  std::vector<Problem> problems;
};

Access render(const wiring::Wiring& wiring, std::uint32_t server, const Credentials& credentials);

// What an account may do, in the server's words, and the links that grant it.
struct Right {
  std::string words;  // "(&orders.created +publish)"; "write ^(orders\.events)$ in vhost shop"
  std::vector<std::uint32_t> links;
};
std::vector<Right> rights_of(const wiring::Wiring& wiring, std::uint32_t account);

}  // namespace portolan::access
