#include "secrets/complete.h"

#include <doctest/doctest.h>

#include "secrets/logins.h"
#include "support/wired.h"

namespace portolan::secrets {

namespace {

class Here : public Outside {
 public:
  std::map<std::string, std::string> variables, files;
  [[nodiscard]] std::optional<std::string> variable(const std::string& name) const override {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] system::Result<std::string> file(const std::string& path) const override {
    const auto found = files.find(path);
    if (found == files.end()) return tl::unexpected(system::Failure{system::Trouble::not_found, "it is not there"});
    return found->second;
  }
};

constexpr const char* chart = R"(defaults: {services: {image: a/b:1, health: none}}
services:
  cart: {uses: [store], env: {U: "${store.url}", K: "${secrets.key}"}}
  mail: {namespace: back, consumes: [mq.shop/orders], env: {U: "${mq.shop.url}", K: "${secrets.key}"}}
  both: {uses: [base, maria]}
stores: {store: {kind: redis}, base: {kind: postgres}, maria: {kind: mariadb}}
brokers: {mq: {kind: rabbitmq, channels: {orders: queue}}}
secrets: {key: {env: KEY}}
)";

// One run after the other, each with what the last one left.
class Runs {
 public:
  explicit Runs(std::string_view text) : wired_(text) { here.variables["KEY"] = "from-variable"; }

  std::string next(std::vector<std::string> rotate = {}, bool prune = false) {
    diagnostics::Sink sink;
    Completed completed = complete(wired_.wiring, std::move(values), here, {.rotate = std::move(rotate), .prune = prune}, sink);
    values = std::move(completed.values);
    std::string said;
    for (const Became& one : completed.became) said += fmt::format("{} {}/{}\n", to_word(one.fate), one.object, one.key);
    for (const diagnostics::Diagnostic& one : sink.all()) said += fmt::format("{}: {}\n", one.code, one.message);
    return said;
  }
  [[nodiscard]] std::string at(std::string_view name_space, std::string_view object, std::string_view key) const {
    const std::string* value = values.find({std::string(name_space), std::string(object)}, key);
    return value == nullptr ? "(none)" : *value;
  }
  [[nodiscard]] access::Login login(std::string_view holder, std::string_view server) const {
    for (std::uint32_t i = 0; i < wired_.wiring.accounts.size(); ++i) {
      const wiring::Account& account = wired_.wiring.accounts[i];
      if (account.holder && wired_.wiring.parties[*account.holder].name == holder && wired_.wiring.parties[account.server].name == server)
        return Logins(wired_.wiring, values).of_account(i);
    }
    return {};
  }

  Here here;
  Values values;

 private:
  tests::Wired wired_;
};

}  // namespace

TEST_SUITE("secrets") {
  TEST_CASE("complete: a value stands in every namespace that uses it, and is kept whatever its source says later") {
    Runs runs(chart);
    runs.next();
    CHECK(runs.at("shop", "key", "value") == "from-variable");
    CHECK(runs.at("back", "key", "value") == "from-variable");
    runs.here.variables["KEY"] = "another";
    runs.next();
    CHECK(runs.at("shop", "key", "value") == "from-variable");
    runs.next({"key"});
    CHECK(runs.at("shop", "key", "value") == "another");
    CHECK(runs.at("back", "key", "value") == "another");
    CHECK(runs.at("shop", "store-access", "users.acl").find("user cart on #") != std::string::npos);
    CHECK(runs.at("shop", "store-access", "admin-user") == "portolan-admin");
    CHECK(runs.at("shop", "store-access", "admin-password").size() == 40);
  }

  TEST_CASE("complete: while a password is made anew, two passwords or two users are valid, and then one again") {
    Runs runs(chart);
    runs.next();
    const access::Login cart = runs.login("cart", "store"), mail = runs.login("mail", "mq");
    CHECK(mail.user == "mail.back");
    CHECK(cart.previous.empty());
    runs.next({"cart-to-store", "mail-to-mq.shop"});
    const access::Login cart_2 = runs.login("cart", "store"), mail_2 = runs.login("mail", "mq");
    CHECK(cart_2.user == "cart");
    CHECK(cart_2.previous_user == "cart");
    CHECK(cart_2.previous == cart.password);
    CHECK(cart_2.password != cart.password);
    CHECK(mail_2.user == "mail.back_2");
    CHECK(mail_2.previous_user == "mail.back");
    CHECK(mail_2.previous == mail.password);
    CHECK(runs.next().find("gone cart-to-store/previous-password\n") != std::string::npos);
    CHECK(runs.login("cart", "store").previous.empty());
    CHECK(runs.login("cart", "store").password == cart_2.password);
    CHECK(runs.login("mail", "mq").user == "mail.back_2");
    CHECK(runs.login("mail", "mq").previous_user.empty());
    // The names take turns, also when the next turn comes before the last one has ended.
    runs.next({"mail-to-mq.shop"});
    CHECK(runs.login("mail", "mq").user == "mail.back");
    CHECK(runs.login("mail", "mq").previous_user == "mail.back_2");
    runs.next({"mail-to-mq.shop"});
    CHECK(runs.login("mail", "mq").user == "mail.back_2");
    CHECK(runs.login("mail", "mq").previous_user == "mail.back");
  }

  TEST_CASE("complete: what nobody uses stays until it is to be forgotten") {
    Runs runs(chart);
    runs.values.put({"shop", "old-one"}, "password", "x");
    CHECK(runs.next().find("unused old-one/\n") != std::string::npos);
    CHECK(runs.at("shop", "old-one", "password") == "x");
    CHECK(runs.next({}, true).find("gone old-one/\n") != std::string::npos);
    CHECK(runs.at("shop", "old-one", "password") == "(none)");
  }

  TEST_CASE("complete: without a value nothing is rendered, least of all an account without a password") {
    Runs runs(chart);
    runs.here.variables.clear();
    CHECK(runs.next().find("P0901: `secrets.key` cannot be had: the variable KEY is not set\n") != std::string::npos);
    CHECK(runs.at("shop", "store-access", "users.acl") == "(none)");
    Runs elsewhere(R"(defaults: {services: {image: a/b:1, health: none}}
services: {cart: {uses: {store: {user: me, password: "${secrets.mine}"}}}, other: {uses: [store]}}
stores: {store: {kind: redis}}
secrets: {mine: {cluster: login/password}}
)");
    CHECK(elsewhere.next().find("P0902: the account on store needs `password` of Secret login, whose value is not known here\n") !=
          std::string::npos);
    CHECK(elsewhere.at("shop", "store-access", "users.acl") == "(none)");
    elsewhere.values.put({"shop", "login"}, "password", "known");
    elsewhere.next();
    CHECK(elsewhere.at("shop", "store-access", "users.acl").find("user me on #") != std::string::npos);
    CHECK(elsewhere.at("shop", "login", "password") == "(none)");
  }

  TEST_CASE("complete: the one account of all is the administrator where the server makes its first user from it") {
    Runs runs(R"(defaults: {services: {image: a/b:1, health: none}}
services: {cart: {uses: [base, maria, bus]}}
stores: {base: {kind: postgres, auth: shared}, maria: {kind: mariadb, auth: shared}, bus: {kind: redis, auth: shared}}
)");
    runs.next();
    CHECK(runs.at("shop", "base-access", "user") == "shop");
    CHECK(runs.at("shop", "base-access", "admin-user") == "shop");
    CHECK(runs.at("shop", "base-access", "admin-password") == runs.at("shop", "base-access", "password"));
    CHECK(runs.at("shop", "maria-access", "admin-user") == "root");
    CHECK(runs.at("shop", "maria-access", "admin-password") == runs.at("shop", "maria-access", "password"));
    CHECK(runs.at("shop", "bus-access", "admin-user") == "portolan-admin");
    CHECK(runs.at("shop", "bus-access", "admin-password") != runs.at("shop", "bus-access", "password"));
  }
}

}  // namespace portolan::secrets
