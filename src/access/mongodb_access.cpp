#include <map>
#include <utility>

#include <fmt/core.h>

#include "access/renderers.h"
#include "value/value.h"

// MongoDB: a script for its own shell, run as the administrator. Users live in the database that they use, which is where the
// URL of a link logs in; who uses several has one in each. Users that it made before and does not name any more are dropped: it knows
// them by their customData. Rights on single collections are a role of the user's own.

namespace portolan::access {

namespace {

using value::Builder;
using value::Value;
using wiring::Link;

std::string database_of(const Link& link) {
  return link.access == "admin" || link.access == "monitor" || link.part.empty() ? "admin" : link.part;
}

// A role that is the server's own, or, with collections, what it gives on each of them.
struct Role {
  std::string_view name;
  std::string database;
  std::vector<std::string> collections;
};

// Why a link cannot be said; empty where it can.
std::string unsayable(const Link& link) {
  if (!link.grant.empty()) return fmt::format("does not know the right `{}`", link.grant.front());
  if (!link.only.empty() && database_of(link) == "admin") return "gives rights on collections of one database only";
  return {};
}

Role role_of(const Link& link) {
  if (link.access == "admin") return {"root", "admin", {}};
  if (link.access == "monitor") return {"clusterMonitor", "admin", {}};
  if (link.part.empty()) return {link.access == "read" ? "readAnyDatabase" : "readWriteAnyDatabase", "admin", {}};
  return {link.access == "read" ? "read" : link.access == "write" ? "readWrite" : "dbOwner", link.part, link.only};
}

// What a role of the server's means on a single collection.
std::vector<const char*> actions_of(std::string_view role) {
  if (role == "read") return {"find"};
  if (role == "readWrite") return {"find", "insert", "remove", "update"};
  return {"collMod", "createCollection", "createIndex", "dropCollection", "dropIndex", "find", "insert", "listIndexes", "remove", "update"};
}

constexpr std::string_view script = R"(
for (const one of wanted) {
  const database = db.getSiblingDB(one.database);
  const roles = one.roles.slice();
  if (one.privileges.length > 0) {
    const role = "portolan-" + one.user;
    const privileges = one.privileges.map(({collection, actions}) => ({resource: {db: one.database, collection}, actions}));
    if (database.getRole(role)) database.updateRole(role, {privileges, roles: []});
    else database.createRole({role, privileges, roles: []});
    roles.push({role, db: one.database});
  }
  const settings = {pwd: one.password, roles, customData: {madeBy: "portolan"}};
  if (database.getUser(one.user)) database.updateUser(one.user, settings);
  else database.createUser({user: one.user, ...settings});
}
for (const one of db.getSiblingDB("admin").system.users.find({"customData.madeBy": "portolan"}).toArray())
  if (!wanted.some(({user, database}) => user === one.user && database === one.db)) db.getSiblingDB(one.db).dropUser(one.user);
)";

class Wanted {
 public:
  void add(const wiring::Wiring& wiring, const wiring::Account& account, const std::string& name, const std::string& password) {
    std::map<std::string, std::pair<Value*, Value*>> by_database;  // roles, privileges
    for (const std::uint32_t index : account.links) {
      const Link& link = wiring.links[index];
      if (!unsayable(link).empty()) continue;
      const Role role = role_of(link);
      auto& [roles, privileges] = by_database.try_emplace(database_of(link), make_.list(), make_.list()).first->second;
      if (role.collections.empty()) make_.push(roles, make_.map({{"role", make_.text(role.name)}, {"db", make_.copy(role.database)}}));
      for (const std::string& one : role.collections) {
        Value* actions = make_.list();
        for (const char* action : actions_of(role.name)) make_.push(actions, make_.text(action));
        make_.push(privileges, make_.map({{"collection", make_.copy(one)}, {"actions", actions}}));
      }
    }
    for (const auto& [database, rights] : by_database)
      make_.push(users_, make_.map({{"user", make_.copy(name)},
                                    {"database", make_.copy(database)},
                                    {"password", make_.copy(password)},
                                    {"roles", rights.first},
                                    {"privileges", rights.second}}));
  }
  std::string text() {
    std::string out = "const wanted = ";
    value::emit_json(*users_, out, value::JsonStyle::compact);
    return out + ";" + std::string(script);
  }

 private:
  Builder make_;
  Value* users_ = make_.list();
};

}  // namespace

void render_mongodb(const Task& task, Access& into) {
  Wanted wanted;
  for (const std::uint32_t index : task.accounts()) {
    const wiring::Account& account = task.wiring.accounts[index];
    const Login login = task.credentials.of_account(index);
    for (const std::uint32_t link : account.links)
      if (const std::string why = unsayable(task.wiring.links[link]); !why.empty())
        into.problems.push_back({link, fmt::format("{} {}", task.party().server_title, why)});
    wanted.add(task.wiring, account, login.user, login.password);
    if (!login.previous.empty()) wanted.add(task.wiring, account, login.previous_user, login.previous);
  }
  into.files.push_back({"access.js", wanted.text()});
}

std::vector<Right> mongodb_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  std::vector<Right> result;
  for (const std::uint32_t index : account.links) {
    if (!unsayable(wiring.links[index]).empty()) continue;
    const Role role = role_of(wiring.links[index]);
    std::string words = fmt::format("role {} in database {}", role.name, role.database);
    for (const std::string& one : role.collections)
      words += fmt::format("{}{}", &one == role.collections.data() ? ", collections " : ", ", one);
    result.push_back({std::move(words), {index}});
  }
  return result;
}

}  // namespace portolan::access
