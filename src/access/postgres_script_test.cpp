#include "access/access.h"

#include <doctest/doctest.h>

#include <fmt/core.h>

#include "access/postgres_blocks.h"
#include "access/postgres_plan.h"
#include "support/known_passwords.h"
#include "support/wired.h"
#include "system/password_hash.h"

namespace portolan::access {

namespace {

constexpr const char* defaults = "defaults: {services: {image: a/b:1, health: none}}\n";

void put(std::string& text, std::string_view what, std::string_view instead) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += instead.size()) text.replace(at, what.size(), instead);
}

// The script with what is the same in every one of them left out, and verifiers written as the passwords they were made from.
std::string script_of(const tests::Wired& one, std::string_view server, std::vector<std::string>* problems = nullptr,
                      const std::string& previous = {}) {
  const auto index = static_cast<std::uint32_t>(&one.party(server) - one.wiring.parties.data());
  tests::KnownPasswords known(one.wiring);
  known.previous = previous;
  known.previous_suffix = "-before";
  const Access access = render(one.wiring, index, known);
  if (problems != nullptr)
    for (const Problem& problem : access.problems) problems->push_back(problem.sentence);
  REQUIRE(access.files.size() == 1);
  CHECK(access.files[0].name == "access.sql");
  std::string text = access.files[0].text;
  for (const wiring::Account& account : one.wiring.accounts) {
    put(text, system::scram_sha_256_verifier(account.user, account.user + "-password"), account.user + "-password");
    if (!previous.empty()) put(text, system::scram_sha_256_verifier(account.user + "-before", previous), previous);
  }
  for (const std::string_view block : {postgres_session, postgres_rows, postgres_roles, postgres_databases, postgres_rows_here,
                                       postgres_owners, postgres_revokes, postgres_grants, postgres_by_name, postgres_sessions}) {
    CHECK(text.find(block) != std::string::npos);
    put(text, block, "");
  }
  return text;
}

}  // namespace

TEST_SUITE("access") {
  TEST_CASE("postgres: rows for accounts, databases and grants") {
    const tests::Wired one(std::string(defaults) + R"(
services:
  schema: {uses: {db/shop: {access: own, schema: app}}}
  cart: {uses: {db/shop: {access: write, schema: app}}}
  list: {uses: {db/shop: {access: read, only: [orders, app.lines], grant: [TEMPORARY, "USAGE ON TYPE app.mood"]}}}
  watch: {uses: {db/shop: monitor}}
  all: {uses: {db: admin}}
stores: {db: {kind: postgres, databases: [shop]}}
)");
    CHECK(one.said() == "");
    CHECK(script_of(one, "db") ==
          R"sql(-- Accounts and rights, made from the chart. psql runs this as the administrator, again whenever it changes.
SET portolan.accounts = 'portolan_accounts';
SET portolan.owners = 'portolan_owners';
SET portolan.shared = off;
INSERT INTO account VALUES
  ('all', 'all-password', false, true, ''),
  ('cart', 'cart-password', false, false, ''),
  ('list', 'list-password', false, false, ''),
  ('schema', 'schema-password', false, false, ''),
  ('watch', 'watch-password', false, false, '');
INSERT INTO owner VALUES
  ('portolan_owner_shop'),
  ('portolan_owner_shop/app');
INSERT INTO membership VALUES
  ('pg_monitor', 'watch'),
  ('portolan_owner_shop/app', 'portolan_owner_shop'),
  ('portolan_owner_shop/app', 'schema');
SELECT format('CREATE DATABASE %I OWNER %I', 'shop', 'portolan_owner_shop') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'shop') \gexec
BEGIN;
CREATE TEMP TABLE part (name text, owner text) ON COMMIT DROP;
CREATE TEMP TABLE on_database (name text, account text, privilege text) ON COMMIT DROP;
CREATE TEMP TABLE setting (name text, account text, key text, value text) ON COMMIT DROP;
INSERT INTO part VALUES
  ('shop', 'portolan_owner_shop');
INSERT INTO on_database VALUES
  ('shop', 'all', 'CONNECT'),
  ('shop', 'cart', 'CONNECT'),
  ('shop', 'list', 'CONNECT'),
  ('shop', 'list', 'TEMPORARY'),
  ('shop', 'schema', 'CONNECT'),
  ('shop', 'watch', 'CONNECT');
INSERT INTO setting VALUES
  ('shop', 'schema', 'role', 'portolan_owner_shop/app'),
  ('shop', 'cart', 'search_path', 'app'),
  ('shop', 'schema', 'search_path', 'app');
\connect -reuse-previous=on '\x22dbname=\x27shop\x27\x22'
SET portolan.accounts = 'portolan_accounts';
SET portolan.owners = 'portolan_owners';
SET portolan.shared = off;
SET portolan.owner = 'portolan_owner_shop';
INSERT INTO namespace VALUES
  ('app', 'portolan_owner_shop/app');
INSERT INTO granted VALUES
  ('cart', 'app', 'SEQUENCES', 'SELECT'),
  ('cart', 'app', 'SEQUENCES', 'USAGE'),
  ('cart', 'app', 'TABLES', 'DELETE'),
  ('cart', 'app', 'TABLES', 'INSERT'),
  ('cart', 'app', 'TABLES', 'SELECT'),
  ('cart', 'app', 'TABLES', 'UPDATE'),
  ('portolan_owner_shop', '', 'TABLES', 'ALL'),
  ('portolan_owner_shop', '', 'SEQUENCES', 'ALL'),
  ('portolan_owner_shop/app', 'app', 'TABLES', 'ALL'),
  ('portolan_owner_shop/app', 'app', 'SEQUENCES', 'ALL');
INSERT INTO named VALUES
  ('list', 'app', 'lines', 'SELECT'),
  ('list', 'public', 'orders', 'SELECT');
INSERT INTO words VALUES
  ('list', 'USAGE ON TYPE app.mood');
INSERT INTO visible VALUES
  ('cart', 'app'),
  ('schema', 'app');
INSERT INTO creator VALUES
  ('all'),
  ('portolan_owner_shop'),
  ('portolan_owner_shop/app'),
  ('schema');
INSERT INTO large_object VALUES
  ('cart'),
  ('portolan_owner_shop/app'),
  ('schema');
COMMIT;
)sql");
  }

  TEST_CASE("postgres: while a password is made anew, two users have the very same rights") {
    const tests::Wired one(std::string(defaults) + R"(
services: {list: {uses: {db: {access: read, only: [orders]}}}}
stores: {db: {kind: postgres, seed: image}}
)");
    const std::string text = script_of(one, "db", nullptr, "before");
    CHECK(text.find("  ('list', 'list-password', false, false, ''),\n  ('list-before', 'before', false, false, '');\n") !=
          std::string::npos);
    CHECK(text.find("  ('db', 'list', 'CONNECT'),\n  ('db', 'list-before', 'CONNECT');\n") != std::string::npos);
    CHECK(text.find("  ('list', 'public', 'orders', 'SELECT'),\n  ('list-before', 'public', 'orders', 'SELECT');\n") != std::string::npos);
  }

  TEST_CASE("postgres: names that it would cut, keep for itself or read as more than names get nothing") {
    const std::string long_name(64, 'x');
    const tests::Wired one(std::string(defaults) + fmt::format(R"chart(
services:
  a: {{uses: {{db/shop: {{access: read, user: {0}, password: "${{secrets.known}}"}}}}}}
  b: {{uses: {{db/shop: {{access: read, user: public, password: "${{secrets.known}}"}}}}}}
  c: {{uses: {{db/shop: {{access: read, only: [{0}]}}}}}}
  d: {{uses: {{db/shop: {{access: read, schema: pg_mine}}}}}}
  e: {{uses: {{db/shop: {{access: read, grant: ["SELECT ON t TO PUBLIC; DROP TABLE t", "SELECT ON t TO b", EVERYTHING]}}}}}}
  f: {{uses: {{db/template: read}}}}
  g: {{uses: {{db/shop: {{access: own, only: [t]}}}}}}
  postgres: {{uses: {{db/shop: read}}}}
stores: {{db: {{kind: postgres, databases: {{shop: {{}}, template: {{name: template1}}}}}}}}
secrets: {{known: {{generate: password}}}}
)chart",
                                                               long_name));
    std::vector<std::string> problems;
    const auto index = static_cast<std::uint32_t>(&one.party("db") - one.wiring.parties.data());
    for (const Problem& problem : render(one.wiring, index, tests::KnownPasswords(one.wiring)).problems)
      problems.push_back(problem.sentence);
    std::ranges::sort(problems);
    CHECK(problems == std::vector<std::string>{"PostgreSQL copies `template1` into every new database",
                                               fmt::format("PostgreSQL cuts names after 63 bytes, and so cannot have `{}`", long_name),
                                               fmt::format("PostgreSQL cuts names after 63 bytes, and so cannot have `{}`", long_name),
                                               "PostgreSQL does not know the right `SELECT ON t TO PUBLIC; DROP TABLE t`",
                                               "PostgreSQL gives the right to change a table to the owner of all of a schema only",
                                               "PostgreSQL has its administrator under that name: `postgres`",
                                               "PostgreSQL has no role named `public`: it is a word of the language",
                                               "PostgreSQL keeps names that begin with `pg_` for itself: `pg_mine`"});
  }

  TEST_CASE("postgres: owners of two different things never share a name") {
    CHECK(postgres_owner("shop") == "portolan_owner_shop");
    CHECK(postgres_owner("shop", "app") == "portolan_owner_shop/app");
    CHECK(postgres_owner("shop/app").starts_with("portolan_owner_#"));
    CHECK(postgres_owner("a/b", "c") != postgres_owner("a", "b/c"));
    CHECK(postgres_owner(std::string(63, 'x')).size() <= 63);
    CHECK(postgres_owner(std::string(62, 'x') + "y") != postgres_owner(std::string(62, 'x') + "z"));
  }
}

}  // namespace portolan::access
