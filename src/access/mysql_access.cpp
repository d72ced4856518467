#include "access/mysql_access.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "access/sql_names.h"
#include "system/password_hash.h"
#include "text/hexadecimal.h"

// MySQL and MariaDB: access.sql, which their command line client runs as root on an empty server or one in use.
//
// MariaDB's passwords are mysql_native_password: ed25519 is a plug-in that 10.11 does not load by itself, and native is what every
// client library knows; a user there has two passwords by two methods joined with OR. MySQL's are caching_sha2_password; a second
// password of it can be given in the clear alone, so while one is being changed both stand so in the file, which is a Secret.

namespace portolan::access {

namespace {

using wiring::Link;

constexpr std::string_view global_rights[] = {"PROCESS",           "RELOAD",         "FILE",        "REPLICATION CLIENT",
                                              "REPLICATION SLAVE", "SHOW DATABASES", "CREATE USER", "BINLOG MONITOR",
                                              "CONNECTION ADMIN",  "SUPER",          "SHUTDOWN",    "CREATE TABLESPACE"};
constexpr std::string_view local_rights[] = {
    "SELECT",        "INSERT", "UPDATE",         "DELETE",        "CREATE",      "DROP",
    "ALTER",         "INDEX",  "REFERENCES",     "TRIGGER",       "CREATE VIEW", "SHOW VIEW",
    "EXECUTE",       "EVENT",  "CREATE ROUTINE", "ALTER ROUTINE", "LOCK TABLES", "CREATE TEMPORARY TABLES",
    "DELETE HISTORY"};

bool is_one_of(std::string_view word, const auto& words) { return std::ranges::find(words, word) != std::end(words); }

std::string refuses(std::string_view name, std::size_t longest) {
  if (name.empty()) return "has no empty names";
  if (characters(name) > longest) return fmt::format("has names of at most {} characters: `{}`", longest, name);
  if (name.find('\0') != std::string_view::npos || name.ends_with(' ')) return fmt::format("cannot have the name `{}`", name);
  return {};
}

// The client cuts its input at quotes and backslashes by rules of its own; what it could misread is carried in hexadecimal.
std::string line(const std::string& statement) {
  bool plain = true;
  for (std::size_t i = 0; i < statement.size(); ++i) {
    const bool before_quote = i > 0 && statement[i - 1] == '\\' && (statement[i] == '\'' || statement[i] == '"' || statement[i] == '`');
    if (before_quote || static_cast<unsigned char>(statement[i]) < ' ') plain = false;
  }
  if (plain) return statement + ";\n";
  return fmt::format("SET @statement = CONVERT(0x{} USING utf8mb4);\nPREPARE one FROM @statement;\nEXECUTE one;\n",
                     text::hexadecimal(statement));
}

std::string who(std::string_view user) { return fmt::format("{}@'%'", mysql_literal(user)); }

std::string identified(bool is_mariadb, const Login& login) {
  if (is_mariadb) {
    std::string result = fmt::format("IDENTIFIED VIA mysql_native_password USING '{}'", system::mysql_native_hash(login.password));
    if (!login.previous.empty()) result += fmt::format(" OR mysql_native_password USING '{}'", system::mysql_native_hash(login.previous));
    return result;
  }
  return fmt::format("IDENTIFIED WITH caching_sha2_password AS 0x{}",
                     text::hexadecimal(system::caching_sha2_hash(login.user, login.password)));
}

}  // namespace

std::string mysql_identifier(std::string_view name) {
  std::string result = "`";
  for (const char c : name) {
    if (c == '`') result += c;
    result += c;
  }
  return result + '`';
}

std::string mysql_pattern(std::string_view database) {
  std::string result;
  for (const char c : database) {
    if (c == '_' || c == '%' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string mysql_literal(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += c;
    result += c;
  }
  return result + '\'';
}

std::vector<MysqlGrant> mysql_grants(const wiring::Wiring& wiring, const Link& link, std::string& why) {
  std::set<MysqlGrant> result;
  if (!link.schema.empty()) why = fmt::format("has no schemas inside a database: `{}`", link.schema);
  for (const std::string& name : databases_of(wiring, link))
    if (why.empty()) why = refuses(name, 64);
  for (const std::string& table : link.only)
    if (why.empty()) why = refuses(table, 64);
  for (const std::string& one : link.grant)
    if (why.empty() && !is_one_of(upper(one), global_rights) && !is_one_of(upper(one), local_rights))
      why = fmt::format("does not know the right `{}`", one);
  if (!why.empty()) return {};
  std::vector<std::string> local;
  if (link.access == "admin") result.insert({{}, {}, "ALL"});
  if (link.access == "monitor") result.insert({{{}, {}, "PROCESS"}, {{}, {}, "REPLICATION CLIENT"}});
  if (link.access == "own") local = {"ALL"};
  if (link.access == "read") local = {"SELECT"};
  if (link.access == "write") local = {"SELECT", "INSERT", "UPDATE", "DELETE"};
  for (const std::string& one : link.grant) {
    if (is_one_of(upper(one), global_rights))
      result.insert({{}, {}, upper(one)});
    else
      local.push_back(upper(one));
  }
  for (const std::string& database : databases_of(wiring, link))
    for (const std::string& privilege : local) {
      if (link.only.empty()) result.insert({database, {}, privilege});
      for (const std::string& table : link.only) result.insert({database, table, privilege});
    }
  return {result.begin(), result.end()};
}

void render_mysql(const Task& task, Access& into) {
  const wiring::Party& party = task.party();
  const bool is_mariadb = party.server_kind == "mariadb";
  std::string users, wanted, rights, rows;
  for (const std::uint32_t index : task.accounts()) {
    const wiring::Account& account = task.wiring.accounts[index];
    const Login login = task.credentials.of_account(index);
    const bool given = account.kind != wiring::Account::Kind::made;
    std::string why = refuses(login.user, is_mariadb ? 80 : 32);
    if (why.empty() && login.user == party.administrator) why = fmt::format("has its administrator under that name: `{}`", login.user);
    if (!why.empty()) {
      for (const std::uint32_t link : account.links) into.problems.push_back({link, fmt::format("{} {}", party.server_title, why)});
      continue;
    }
    const std::string user = who(login.user);
    wanted += line(fmt::format("INSERT INTO wanted VALUES ({}, {})", mysql_literal(login.user), given));
    users += line(fmt::format("CREATE USER IF NOT EXISTS {} {}", user, identified(is_mariadb, login)));
    if (!is_mariadb && !login.previous.empty()) {
      users += line(fmt::format("ALTER USER {} IDENTIFIED WITH caching_sha2_password BY {}", user, mysql_literal(login.previous)));
      users += line(fmt::format("ALTER USER {} IDENTIFIED WITH caching_sha2_password BY {} RETAIN CURRENT PASSWORD ACCOUNT UNLOCK", user,
                                mysql_literal(login.password)));
    } else {
      users += line(fmt::format("ALTER USER {} {} ACCOUNT UNLOCK", user, identified(is_mariadb, login)));
      if (!is_mariadb) users += line(fmt::format("ALTER USER {} DISCARD OLD PASSWORD", user));
    }
    std::set<MysqlGrant> grants;
    for (const std::uint32_t link : account.links) {
      std::string unsayable;
      for (MysqlGrant& one : mysql_grants(task.wiring, task.wiring.links[link], unsayable)) grants.insert(std::move(one));
      if (!unsayable.empty()) into.problems.push_back({link, fmt::format("{} {}", party.server_title, unsayable)});
    }
    for (const MysqlGrant& one : grants) {
      // A pattern is one only where a whole database is meant.
      const std::string place = one.table.empty() ? mysql_pattern(one.database) : one.database;
      const std::string on =
          fmt::format("{}.{}", place.empty() ? "*" : mysql_identifier(place), one.table.empty() ? "*" : mysql_identifier(one.table));
      // Only who may make a table can be given one that does not exist yet; that right goes with the others that are not wanted.
      const std::string_view with_it = !one.table.empty() && one.privilege != "ALL" ? ", CREATE" : "";
      rights += line(fmt::format("GRANT {}{} ON {} TO {}{}", one.privilege, with_it, on, user,
                                 one.privilege == "ALL" && one.database.empty() ? " WITH GRANT OPTION" : ""));
      rows += line(fmt::format("INSERT INTO granted VALUES ({}, {}, {}, {})", mysql_literal(login.user), mysql_literal(place),
                               mysql_literal(one.table), mysql_literal(one.privilege)));
      if (one.privilege == "REPLICATION CLIENT")
        rows += line(fmt::format("INSERT INTO granted VALUES ({}, '', '', 'BINLOG MONITOR')", mysql_literal(login.user)));
    }
  }
  std::string text =
      "-- Accounts and rights, made from the chart. The client of the server runs this as root, again whenever it changes.\n"
      "SET NAMES utf8mb4;\nSET SESSION sql_mode = '';\n";
  text += mysql_procedures;
  for (const wiring::Part& part : party.parts)
    if (refuses(part.name, 64).empty()) text += line(fmt::format("CREATE DATABASE IF NOT EXISTS {}", mysql_identifier(part.name)));
  text += wanted + "CALL portolan_access.refuse_foreign();\n" + users + rights + rows + "CALL portolan_access.take_back();\n";
  into.files.push_back({"access.sql", std::move(text)});
}

std::vector<Right> mysql_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  std::vector<Right> result;
  for (const std::uint32_t index : account.links) {
    std::string why;
    for (const MysqlGrant& one : mysql_grants(wiring, wiring.links[index], why)) {
      const std::string place =
          one.database.empty() ? "*" : mysql_identifier(one.table.empty() ? mysql_pattern(one.database) : one.database);
      std::string words = fmt::format("GRANT {} ON {}.{}", one.privilege, place, one.table.empty() ? "*" : mysql_identifier(one.table));
      add_right(result, std::move(words), index);
    }
  }
  return result;
}

}  // namespace portolan::access
