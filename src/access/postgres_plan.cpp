#include "access/postgres_plan.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "system/password_hash.h"

// From links to rows. A link that cannot be said gets nothing and a Problem.

namespace portolan::access {

namespace {

using wiring::Link;
using Database = PostgresPlan::Database;

class Planner {
 public:
  Planner(const Task& task, std::vector<Problem>& problems) : task_(task), problems_(problems) {}

  PostgresPlan plan() {
    for (const wiring::Part& part : task_.party().parts) {
      if (!postgres_refuses(part.name, PostgresName::database).empty()) continue;
      Database& database = plan_.databases[part.name];
      database.owner = postgres_owner(part.name);
      for (const std::string& schema : part.schemas)
        if (postgres_refuses(schema, PostgresName::schema).empty()) database.schemas[schema] = database.owner;
    }
    for (const std::uint32_t index : task_.accounts()) of_account(index);
    return std::move(plan_);
  }

 private:
  void of_account(std::uint32_t index) {
    const wiring::Account& account = task_.wiring.accounts[index];
    const Login login = task_.credentials.of_account(index);
    // Two users in turn have the same rights, so that nothing ends when the password does.
    add_user(account, login.user, login.password);
    if (!login.previous.empty() && login.previous_user != login.user) add_user(account, login.previous_user, login.previous);
  }

  void add_user(const wiring::Account& account, const std::string& user, const std::string& password) {
    const bool given = account.kind != wiring::Account::Kind::made;
    std::string why = postgres_refuses(user, PostgresName::role);
    if (why.empty() && !given && (user == task_.party().administrator || user == task_.credentials.administrator_of(task_.server).user))
      why = fmt::format("has its administrator under that name: `{}`", user);
    if (why.empty() && std::ranges::find(plan_.accounts, user, &PostgresPlan::Account::user) != plan_.accounts.end())
      why = fmt::format("has one account for each name, and two of the chart want `{}`", user);
    if (!why.empty()) {
      for (const std::uint32_t link : account.links) refuse(link, why);
      return;
    }
    plan_.accounts.push_back({user, system::scram_sha_256_verifier(user, password), given, false, {}});
    user_ = user;
    for (const std::uint32_t link : account.links) of_link(link);
  }

  void refuse(std::uint32_t link, const std::string& why) {
    std::string sentence = fmt::format("{} {}", task_.party().server_title, why);
    const bool said = std::ranges::any_of(problems_, [&](const Problem& one) { return one.link == link && one.sentence == sentence; });
    if (!said) problems_.push_back({link, std::move(sentence)});
  }

  static std::string unsayable(const Link& link) {
    if (!link.part.empty())
      if (std::string why = postgres_refuses(link.part, PostgresName::database); !why.empty()) return why;
    if (!link.schema.empty())
      if (std::string why = postgres_refuses(link.schema, PostgresName::schema); !why.empty()) return why;
    for (const std::string& one : link.only) {
      const TableName name = table_name(one);
      if (std::string why = postgres_refuses(name.table, PostgresName::table); !why.empty()) return why;
      if (!name.schema.empty())
        if (std::string why = postgres_refuses(name.schema, PostgresName::schema); !why.empty()) return why;
    }
    for (const std::string& one : link.grant)
      if (postgres_grant(one) == PostgresGrant::unknown) return fmt::format("does not know the right `{}`", one);
    if (link.access == "own" && !link.only.empty()) return "gives the right to change a table to the owner of all of a schema only";
    return {};
  }

  void of_link(std::uint32_t index) {
    const Link& link = task_.wiring.links[index];
    if (std::string why = unsayable(link); !why.empty()) return refuse(index, why);
    if (link.access == "admin") plan_.accounts.back().superuser = true;
    if (link.access == "monitor") plan_.memberships.emplace("pg_monitor", user_);
    for (const std::string& name : databases_of(task_.wiring, link)) {
      const auto found = plan_.databases.find(name);
      if (found == plan_.databases.end()) continue;
      of_database(link, name, found->second);
    }
    for (const std::string& one : link.grant) {
      const PostgresGrant kind = postgres_grant(one);
      if (kind == PostgresGrant::role) plan_.memberships.emplace(one, user_);
      if (kind == PostgresGrant::attribute) plan_.accounts.back().attributes += fmt::format(" {}", upper(one));
    }
  }

  void of_database(const Link& link, const std::string& name, Database& database) {
    database.on_database.emplace(user_, "CONNECT");
    if (!link.schema.empty()) {
      std::string& owner = database.schemas[link.schema];
      if (owner.empty()) owner = database.owner;
    }
    if (link.access == "own") own(link, name, database);
    if (link.access == "read" || link.access == "write") tables(link, database, "SELECT");
    if (link.access == "write") {
      for (const char* privilege : {"INSERT", "UPDATE", "DELETE"}) tables(link, database, privilege);
      if (link.only.empty()) {
        database.granted.emplace(user_, link.schema, "SEQUENCES", "USAGE");
        database.granted.emplace(user_, link.schema, "SEQUENCES", "SELECT");
        database.large_objects.insert(user_);
      }
    }
    if (link.access != "monitor" && link.access != "admin") database.schemas_of[user_].insert(link.schema);
    for (const std::string& one : link.grant) {
      const PostgresGrant kind = postgres_grant(one);
      if (kind == PostgresGrant::on_tables) tables(link, database, upper(one));
      if (kind == PostgresGrant::on_sequences) database.granted.emplace(user_, link.schema, "SEQUENCES", upper(one));
      if (kind == PostgresGrant::on_routines) database.granted.emplace(user_, link.schema, "ROUTINES", upper(one));
      if (kind == PostgresGrant::on_database) database.on_database.emplace(user_, upper(one));
      if (kind == PostgresGrant::words) database.words.emplace(user_, one);
    }
  }

  void own(const Link& link, const std::string& name, Database& database) {
    std::string owner = database.owner;
    if (!link.schema.empty()) {
      owner = postgres_owner(name, link.schema);
      database.schemas[link.schema] = owner;
      // Who owns all of the part owns this schema of it too.
      plan_.memberships.emplace(owner, database.owner);
    }
    plan_.memberships.emplace(owner, user_);
    database.owned_by[user_].insert(owner);
    database.large_objects.insert(user_);
    database.large_objects.insert(owner);
  }

  void tables(const Link& link, Database& database, const std::string& privilege) {
    if (link.only.empty()) database.granted.emplace(user_, link.schema, "TABLES", privilege);
    for (const std::string& one : link.only) {
      const TableName table = postgres_table(link, one);
      database.named.emplace(user_, table.schema, table.table, privilege);
    }
  }

  const Task& task_;
  std::vector<Problem>& problems_;
  PostgresPlan plan_;
  std::string user_;
};

}  // namespace

PostgresPlan postgres_plan(const Task& task, std::vector<Problem>& problems) { return Planner(task, problems).plan(); }

}  // namespace portolan::access
