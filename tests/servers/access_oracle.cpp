// Prints what every server of a chart is told about its accounts, and the passwords that the tests log in with: CHART [ENVIRONMENT]
// gives {"servers": [{"name", "kind", "admin": {"user", "password"}, "files": {NAME: TEXT}, "problems": [SENTENCE],
// "accounts": [{"user", "password", "rights": [WORDS]}]}]}.

#include <cstdio>
#include <string>

#include <fmt/core.h>

#include "access/access.h"
#include "chart/load.h"
#include "value/value.h"
#include "wiring/wire.h"

namespace {

using portolan::access::Login;
using portolan::value::Builder;
using portolan::value::Value;

class Passwords : public portolan::access::Credentials {
 public:
  explicit Passwords(const portolan::wiring::Wiring& wiring) : wiring_(wiring) {}
  [[nodiscard]] Login of_account(std::uint32_t account) const override {
    const std::string& user = wiring_.accounts[account].user;
    return {user, fmt::format("password-of-{}", user)};
  }
  [[nodiscard]] Login administrator_of(std::uint32_t server) const override {
    return {"portolan-admin", fmt::format("passwordadmin{}", server)};
  }

 private:
  const portolan::wiring::Wiring& wiring_;
};

Value* login(Builder& make, const Login& one) { return make.map({{"user", make.copy(one.user)}, {"password", make.copy(one.password)}}); }

Value* answer(Builder& make, const portolan::wiring::Wiring& wiring, std::uint32_t server) {
  const Passwords passwords(wiring);
  const portolan::access::Access access = portolan::access::render(wiring, server, passwords);
  Value *files = make.map(), *problems = make.list(), *accounts = make.list();
  for (const auto& file : access.files) make.set(files, make.keep(file.name), make.copy(file.text));
  for (const auto& problem : access.problems) make.push(problems, make.copy(problem.sentence));
  for (std::uint32_t index = 0; index < wiring.accounts.size(); ++index) {
    if (wiring.accounts[index].server != server) continue;
    Value* account = login(make, passwords.of_account(index));
    Value* rights = make.list();
    for (const auto& right : portolan::access::rights_of(wiring, index)) make.push(rights, make.copy(right.words));
    make.set(account, "rights", rights);
    make.push(accounts, account);
  }
  const portolan::wiring::Party& party = wiring.parties[server];
  return make.map({{"name", make.copy(party.display)},
                   {"kind", make.copy(party.server_kind)},
                   {"admin", login(make, passwords.administrator_of(server))},
                   {"files", files},
                   {"problems", problems},
                   {"accounts", accounts}});
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return 2;
  portolan::chart::Ground ground;
  portolan::diagnostics::Sink sink;
  portolan::chart::LoadOptions options;
  options.file = words[1];
  if (count > 2) options.environment = words[2];
  const auto chart = portolan::chart::load(options, ground, sink);
  if (chart == nullptr) return 1;
  const portolan::wiring::Wiring wiring = portolan::wiring::wire(*chart, ground, sink);
  for (const auto& one : sink.all()) {
    if (one.severity != portolan::diagnostics::Severity::error) continue;
    fmt::print(stderr, "{}: {}\n", one.code, one.message);
    return 1;
  }
  Builder make;
  Value* servers = make.list();
  for (std::uint32_t index = 0; index < wiring.parties.size(); ++index)
    if (!wiring.parties[index].server_kind.empty()) make.push(servers, answer(make, wiring, index));
  std::string out;
  portolan::value::emit_json(*make.map({{"servers", servers}}), out);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
