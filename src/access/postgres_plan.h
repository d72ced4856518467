#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "access/renderers.h"
#include "access/sql_names.h"

namespace portolan::access {

// What a PostgreSQL is told, as rows: the script carries them to the server and makes them so.
struct PostgresPlan {
  struct Account {
    std::string user, verifier;
    bool given = false;  // the chart names the user: a role of that name is taken over
    bool superuser = false;
    std::string attributes;  // "CREATEDB", in a GRANT of the chart's
  };
  struct Database {
    std::string owner;                                                                 // a role nobody logs in as
    std::map<std::string, std::string> schemas;                                        // schema → its owner
    std::set<std::pair<std::string, std::string>> on_database;                         // account, privilege
    std::set<std::tuple<std::string, std::string, std::string, std::string>> granted;  // account, schema or "" for all, kind, privilege
    std::set<std::tuple<std::string, std::string, std::string, std::string>> named;    // account, schema, table, privilege
    std::set<std::pair<std::string, std::string>> words;                               // account, words
    std::map<std::string, std::set<std::string>> owned_by;                             // account → owners
    std::map<std::string, std::set<std::string>> schemas_of;                           // account → schemas; "" is all of them
    std::set<std::string> large_objects;                                               // accounts
  };
  std::vector<Account> accounts;
  std::set<std::pair<std::string, std::string>> memberships;  // role, member
  std::map<std::string, Database> databases;
};

PostgresPlan postgres_plan(const Task& task, std::vector<Problem>& problems);

// The script that makes a server as planned; `foreign` where others have accounts and databases on it too.
std::string postgres_script(const PostgresPlan& plan, std::string_view group, bool foreign);

// Why PostgreSQL cannot have an object or role of this name; empty where it can.
enum class PostgresName : unsigned char { role, database, schema, table };
std::string postgres_refuses(std::string_view name, PostgresName what);
// The role that owns a database, or with `schema` that schema in it. Two different ones never share it.
std::string postgres_owner(std::string_view database, std::string_view schema = {});

// One entry of `only`; without a schema before it, a table is where programs that name no schema make theirs.
TableName postgres_table(const wiring::Link& link, std::string_view said);

// What one entry of `grant` means.
enum class PostgresGrant : unsigned char { on_tables, on_sequences, on_routines, on_database, attribute, role, words, unknown };
PostgresGrant postgres_grant(std::string_view words);

}  // namespace portolan::access
