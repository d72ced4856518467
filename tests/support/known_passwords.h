#pragma once

#include <set>
#include <string>

#include "access/access.h"

namespace portolan::tests {

// The password of an account is its user's name with "-password" behind it.
class KnownPasswords : public access::Credentials {
 public:
  explicit KnownPasswords(const wiring::Wiring& wiring) : wiring_(wiring) {}

  [[nodiscard]] access::Login of_account(std::uint32_t account) const override { return login(wiring_.accounts[account].user); }
  [[nodiscard]] access::Login administrator_of(std::uint32_t) const override { return login("admin"); }
  // Every password that was asked for.
  [[nodiscard]] const std::set<std::string>& all() const { return all_; }

  std::string previous{};
  std::string previous_suffix{};  // behind the name of the user who still has the previous password

 private:
  access::Login login(const std::string& user) const {
    all_.insert(user + "-password");
    return {user, user + "-password", previous.empty() ? "" : user + previous_suffix, previous};
  }

  const wiring::Wiring& wiring_;
  mutable std::set<std::string> all_;
};

}  // namespace portolan::tests
