#pragma once

#include <optional>

#include "access/access.h"
#include "secrets/values.h"
#include "wiring/wiring.h"

namespace portolan::secrets {

// The logins of the accounts, from the values of their Secrets.
class Logins : public access::Credentials {
 public:
  Logins(const wiring::Wiring& wiring, const Values& values) : wiring_(wiring), values_(values) {}

  [[nodiscard]] access::Login of_account(std::uint32_t account) const override;
  [[nodiscard]] access::Login administrator_of(std::uint32_t server) const override;
  // Whether the account's password is known.
  [[nodiscard]] bool knows(std::uint32_t account) const;

 private:
  // Where the values of an account stand: the first namespace in order that logs in with it.
  [[nodiscard]] std::string_view name_space_of(const wiring::Account& account) const;
  [[nodiscard]] const std::string* value(const wiring::Account& account, const std::optional<wiring::SecretRef>& where) const;
  const wiring::Wiring& wiring_;
  const Values& values_;
};

// The Secret that the server reads; nullptr where it reads none.
const wiring::Secret* access_secret(const wiring::Wiring& wiring, std::uint32_t server);

// The one account of a server whose clients all use the same; none elsewhere.
std::optional<std::uint32_t> common_account(const wiring::Wiring& wiring, std::uint32_t server);

}  // namespace portolan::secrets
