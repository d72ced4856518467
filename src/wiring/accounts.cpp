#include "wiring/accounts.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/core.h>

#include "wiring/places.h"
#include "wiring/servers.h"
#include "wiring/targets.h"

namespace portolan::wiring {

namespace {

// MySQL and its kin know names of at most 32 characters.
constexpr std::size_t user_limit(std::string_view kind) { return kind == "mysql" || kind == "mariadb" ? 32 : 63; }

// A text of an account that is one secret and nothing else.
const chart::Reference* only_secret(const chart::Template& text) {
  if (text.segments.size() != 1 || !text.segments.front().reference) return nullptr;
  const chart::Reference& reference = *text.segments.front().reference;
  return reference.scope == chart::Reference::Scope::secrets ? &reference : nullptr;
}

std::optional<SecretRef> secret_in(Draft& draft, const chart::Template& text, std::string_view name_space) {
  const chart::Reference* reference = only_secret(text);
  if (reference == nullptr) return std::nullopt;
  const chart::Secret* secret = draft.secrets.find(reference->name);
  if (secret == nullptr) return std::nullopt;
  return draft.secrets.of_chart(*secret, reference->key, name_space);
}

// What a chart gives as `user` or `password` must be a text, or one secret that is declared.
void check(Draft& draft, const chart::Template& text, const Party& about, bool may_be_literal) {
  diagnostics::Diagnostic diagnostic;
  if (text.is_question() || (may_be_literal && text.literal())) return;
  if (const chart::Reference* reference = only_secret(text)) {
    if (draft.secrets.find(reference->name) != nullptr) return;
    diagnostic = unknown_secret(draft, *reference, "{generate: password}", text.at);
  } else {
    diagnostic.code = "P0423";
    diagnostic.message = fmt::format("the password of an account on `{}` is not a secret", about.display);
    diagnostic.hint = "write `${secrets.NAME}` and declare NAME under `secrets`; one that is public anyway is `{built-in: …}` there";
  }
  draft.sink.add(with_layers(std::move(diagnostic), text.at, about.display));
}

struct Wanted {
  Account account;
  const chart::Template* user = nullptr;
  const chart::Template* password = nullptr;
};

class Maker {
 public:
  explicit Maker(Draft& draft) : draft_(draft) {}

  void of_links() {
    for (const std::vector<Declared>& declared : draft_.declared) {
      for (const Declared& one : declared) {
        if (one.link != none && one.target != nullptr && one.target->server != nullptr) of_link(one);
      }
    }
  }

  void finish() {
    for (auto& [key, wanted] : wanted_) {
      const auto index = static_cast<std::uint32_t>(draft_.wiring.accounts.size());
      Account& account = wanted.account;
      std::ranges::sort(account.links);
      account.links.erase(std::ranges::unique(account.links).begin(), account.links.end());
      for (const std::uint32_t link : account.links) draft_.wiring.links[link].account = index;
      find_secrets(account, wanted, index);
      draft_.wiring.accounts.push_back(std::move(account));
    }
  }

 private:
  void of_link(const Declared& one) {
    const chart::Server& server = *one.target->server;
    const Link& link = draft_.wiring.links[one.link];
    if (server.entry->name == "volume") return;
    const Party& caller = draft_.wiring.parties[link.from];
    Wanted wanted{.account = {.server = link.to}};
    std::string key;
    if (one.said->user) {
      wanted.user = &*one.said->user;
      wanted.password = one.said->password ? &*one.said->password : nullptr;
      wanted.account.kind = wanted.password == nullptr ? Account::Kind::made : Account::Kind::given;
      wanted.account.holder = link.from;
      wanted.account.user = wanted.user->literal().value_or("");
      key = wanted.account.user;
      if (const chart::Reference* secret = only_secret(*wanted.user)) key = secret->raw;
    } else if (server.auth == "none") {
      return;
    } else if (server.auth == "account") {
      if (!server.account) return;
      wanted.user = &server.account->user;
      wanted.password = &server.account->password;
      wanted.account.kind = Account::Kind::given;
      wanted.account.user = wanted.user->literal().value_or("");
    } else if (server.auth == "shared") {
      wanted.account.kind = Account::Kind::shared;
      wanted.account.user = stable_name(draft_.chart.app, user_limit(server.entry->name));
    } else {
      wanted.account.holder = link.from;
      wanted.account.user =
          stable_name(caller.name_space == one.target->name_space ? caller.name : fmt::format("{}.{}", caller.name, caller.name_space),
                      user_limit(server.entry->name));
      key = wanted.account.user;
    }
    const auto [found, fresh] = wanted_.try_emplace({link.to, key}, wanted);
    Wanted& known = found->second;
    if (!fresh && known.account.holder != wanted.account.holder) known.account.holder.reset();
    if (known.password == nullptr && wanted.password != nullptr) {
      known.password = wanted.password;
      known.account.kind = Account::Kind::given;
    }
    known.account.links.push_back(one.link);
  }

  void find_secrets(Account& account, const Wanted& wanted, std::uint32_t index) {
    const Party& server = draft_.wiring.parties[account.server];
    if (wanted.user != nullptr) check(draft_, *wanted.user, server, true);
    if (wanted.password != nullptr) check(draft_, *wanted.password, server, false);
    // Each namespace that logs in needs the password; the first in order is the one named in the account.
    std::vector<std::string_view> name_spaces;
    for (const std::uint32_t link : account.links) name_spaces.push_back(draft_.wiring.parties[draft_.wiring.links[link].from].name_space);
    std::ranges::sort(name_spaces);
    name_spaces.erase(std::ranges::unique(name_spaces).begin(), name_spaces.end());
    for (const std::string_view name_space : name_spaces) {
      std::optional<SecretRef> user, password;
      if (wanted.user != nullptr) user = secret_in(draft_, *wanted.user, name_space);
      if (wanted.password != nullptr) {
        password = secret_in(draft_, *wanted.password, name_space);
      } else {
        Secret& secret = make(account, wanted, index, name_space);
        password = SecretRef{secret.name, "password", false};
        // Whose name changes with the password reads both from one place.
        if (account.kind == Account::Kind::made && wanted.user == nullptr && draft_.wiring.parties[account.server].rotates == "users") {
          secret.keys.push_back({.key = "user", .source = Secret::Source::login, .detail = account.user});
          user = SecretRef{secret.name, "user", false};
        }
      }
      draft_.logins[{index, std::string(name_space)}] = {user, password};
      if (name_space != name_spaces.front()) continue;
      if (account.user.empty()) account.user_secret = user;
      account.password = password;
    }
  }

  Secret& make(const Account& account, const Wanted& wanted, std::uint32_t index, std::string_view name_space) {
    const Party& server = draft_.wiring.parties[account.server];
    std::string name, purpose;
    if (wanted.user != nullptr) {
      std::string safe = account.user;
      for (char& character : safe) {
        const bool kept = (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
        if (!kept) character = '-';
      }
      name = fmt::format("{}-as-{}x", server.name, safe);
      name.pop_back();
      while (name.ends_with('-')) name.pop_back();
      purpose = fmt::format("account `{}` on {}", account.user, server.display);
    } else if (account.holder) {
      const Party& holder = draft_.wiring.parties[*account.holder];
      name = fmt::format("{}-to-{}{}{}", holder.name, server.name, holder.name_space == server.name_space ? "" : ".",
                         holder.name_space == server.name_space ? "" : server.name_space);
      purpose = fmt::format("account of {} on {}", holder.display, server.display);
    } else {
      name = fmt::format("{}-account", server.name);
      purpose = fmt::format("the account that all share on {}", server.display);
    }
    Secret& secret = draft_.secrets.made(std::move(name), name_space, std::move(purpose));
    secret.account = index;
    secret.keys = {{.key = "password", .source = Secret::Source::password}};
    return secret;
  }

  Draft& draft_;
  std::map<std::pair<std::uint32_t, std::string>, Wanted> wanted_;
};

// What a deployed server reads of its accounts: rendered where secrets are made. A server without an administrator has nobody who could
// make them.
void make_server_access(Draft& draft) {
  for (std::uint32_t index = 0; index < draft.wiring.parties.size(); ++index) {
    const chart::Server* server = draft.server_of(index);
    if (server == nullptr || !runs_pods(*server) || server->auth == "none" || server->entry->access_path.empty() ||
        server->entry->administrator.empty())
      continue;
    const Party& party = draft.wiring.parties[index];
    Secret& secret =
        draft.secrets.made(fmt::format("{}-access", party.name), party.name_space, fmt::format("accounts and rights of {}", party.display));
    secret.access_of = index;
    draft.access_secrets[index] = secret.name;
    secret.at = party.at;
  }
}

}  // namespace

void make_accounts(Draft& draft) {
  Maker maker(draft);
  maker.of_links();
  maker.finish();
  make_server_access(draft);
}

}  // namespace portolan::wiring
