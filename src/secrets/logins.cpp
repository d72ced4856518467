#include "secrets/logins.h"

#include <algorithm>

#include "secrets/resolve.h"

namespace portolan::secrets {

using wiring::Account;
using wiring::Party;
using wiring::Secret;

const Secret* access_secret(const wiring::Wiring& wiring, std::uint32_t server) {
  const auto found = std::ranges::find(wiring.secrets, std::optional(server), &Secret::access_of);
  return found == wiring.secrets.end() ? nullptr : &*found;
}

std::optional<std::uint32_t> common_account(const wiring::Wiring& wiring, std::uint32_t server) {
  const std::string& auth = wiring.parties[server].auth;
  if (auth != "shared" && auth != "account") return std::nullopt;
  for (std::uint32_t index = 0; index < wiring.accounts.size(); ++index)
    if (wiring.accounts[index].server == server && !wiring.accounts[index].holder) return index;
  return std::nullopt;
}

std::string_view Logins::name_space_of(const Account& account) const {
  std::string_view least;
  for (const std::uint32_t link : account.links) {
    const std::string_view here = wiring_.parties[wiring_.links[link].from].name_space;
    if (least.empty() || here < least) least = here;
  }
  return least;
}

const std::string* Logins::value(const Account& account, const std::optional<wiring::SecretRef>& where) const {
  if (!where) return nullptr;
  return values_.find({std::string(name_space_of(account)), where->secret}, where->key);
}

bool Logins::knows(std::uint32_t account) const {
  const Account& one = wiring_.accounts[account];
  return value(one, one.password) != nullptr && (!one.user.empty() || value(one, one.user_secret) != nullptr);
}

access::Login Logins::of_account(std::uint32_t index) const {
  const Account& account = wiring_.accounts[index];
  access::Login login{.user = account.user};
  if (const std::string* user = value(account, account.user_secret)) login.user = *user;
  if (const std::string* password = value(account, account.password)) login.password = *password;
  if (account.kind == Account::Kind::given || !account.password) return login;
  const ObjectName object{std::string(name_space_of(account)), account.password->secret};
  if (const std::string* user = values_.find(object, "user")) login.user = *user;
  const std::string* user = values_.find(object, previous_user);
  const std::string* password = values_.find(object, previous_password);
  if (user == nullptr || password == nullptr) return login;
  login.previous_user = *user;
  login.previous = *password;
  return login;
}

access::Login Logins::administrator_of(std::uint32_t server) const {
  const Party& party = wiring_.parties[server];
  const auto common = common_account(wiring_, server);
  // Servers that make their first user from the common account have no other administrator.
  if (common && !party.shared_administrator.empty()) {
    access::Login login = of_account(*common);
    if (party.shared_administrator != "account") login.user = party.shared_administrator;
    return login;
  }
  const Secret* secret = access_secret(wiring_, server);
  if (secret == nullptr) return {.user = party.administrator};
  const std::string* password = values_.find({secret->name_space, secret->name}, "admin-password");
  return {.user = party.administrator, .password = password == nullptr ? std::string() : *password};
}

}  // namespace portolan::secrets
