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

// What a grant is on, as GRANT says it: a pattern is one only where a whole database is meant.
std::string place_of(const MysqlGrant& one) { return one.table.empty() ? mysql_pattern(one.database) : one.database; }
std::string object_of(const MysqlGrant& one) {
  const std::string place = place_of(one);
  return fmt::format("{}.{}", place.empty() ? "*" : mysql_identifier(place), one.table.empty() ? "*" : mysql_identifier(one.table));
}

class Script {
 public:
  Script(const Task& task, std::vector<Problem>& problems)
      : task_(task), problems_(problems), is_mariadb_(task.party().server_kind == "mariadb") {}

  void add(std::uint32_t index) {
    const wiring::Account& account = task_.wiring.accounts[index];
    const Login login = task_.credentials.of_account(index);
    if (const std::string why = unsayable(login.user); !why.empty()) {
      for (const std::uint32_t link : account.links) refuse(link, why);
      return;
    }
    wanted_ +=
        line(fmt::format("INSERT INTO wanted VALUES ({}, {})", mysql_literal(login.user), account.kind != wiring::Account::Kind::made));
    add_user(login);
    for (const MysqlGrant& one : grants_of(account)) grant(login.user, one);
  }

  // Rights are given before the rows say which others are taken back.
  [[nodiscard]] std::string text() const {
    std::string result =
        "-- Accounts and rights, made from the chart. The client of the server runs this as root, again whenever it changes.\n"
        "SET NAMES utf8mb4;\nSET SESSION sql_mode = '';\n";
    result += mysql_procedures;
    for (const wiring::Part& part : task_.party().parts)
      if (refuses(part.name, 64).empty()) result += line(fmt::format("CREATE DATABASE IF NOT EXISTS {}", mysql_identifier(part.name)));
    return result + wanted_ + "CALL portolan_access.refuse_foreign();\n" + users_ + rights_ + rows_ + "CALL portolan_access.take_back();\n";
  }

 private:
  [[nodiscard]] std::string unsayable(const std::string& user) const {
    if (std::string why = refuses(user, is_mariadb_ ? 80 : 32); !why.empty()) return why;
    return user == task_.party().administrator ? fmt::format("has its administrator under that name: `{}`", user) : std::string();
  }
  void refuse(std::uint32_t link, const std::string& why) {
    problems_.push_back({link, fmt::format("{} {}", task_.party().server_title, why)});
  }

  void add_user(const Login& login) {
    const std::string user = who(login.user);
    users_ += line(fmt::format("CREATE USER IF NOT EXISTS {} {}", user, identified(is_mariadb_, login)));
    if (!is_mariadb_ && !login.previous.empty()) {
      users_ += line(fmt::format("ALTER USER {} IDENTIFIED WITH caching_sha2_password BY {}", user, mysql_literal(login.previous)));
      users_ += line(fmt::format("ALTER USER {} IDENTIFIED WITH caching_sha2_password BY {} RETAIN CURRENT PASSWORD ACCOUNT UNLOCK", user,
                                 mysql_literal(login.password)));
    } else {
      users_ += line(fmt::format("ALTER USER {} {} ACCOUNT UNLOCK", user, identified(is_mariadb_, login)));
      if (!is_mariadb_) users_ += line(fmt::format("ALTER USER {} DISCARD OLD PASSWORD", user));
    }
  }

  std::set<MysqlGrant> grants_of(const wiring::Account& account) {
    std::set<MysqlGrant> result;
    for (const std::uint32_t link : account.links) {
      std::string why;
      for (MysqlGrant& one : mysql_grants(task_.wiring, task_.wiring.links[link], why)) result.insert(std::move(one));
      if (!why.empty()) refuse(link, why);
    }
    return result;
  }

  void grant(const std::string& user, const MysqlGrant& one) {
    // Only who may make a table can be given one that does not exist yet; that right goes with the others that are not wanted.
    const std::string_view with_it = !one.table.empty() && one.privilege != "ALL" ? ", CREATE" : "";
    rights_ += line(fmt::format("GRANT {}{} ON {} TO {}{}", one.privilege, with_it, object_of(one), who(user),
                                one.privilege == "ALL" && one.database.empty() ? " WITH GRANT OPTION" : ""));
    rows_ += line(fmt::format("INSERT INTO granted VALUES ({}, {}, {}, {})", mysql_literal(user), mysql_literal(place_of(one)),
                              mysql_literal(one.table), mysql_literal(one.privilege)));
    if (one.privilege == "REPLICATION CLIENT")
      rows_ += line(fmt::format("INSERT INTO granted VALUES ({}, '', '', 'BINLOG MONITOR')", mysql_literal(user)));
  }

  const Task& task_;
  std::vector<Problem>& problems_;
  bool is_mariadb_;
  std::string wanted_{}, users_{}, rights_{}, rows_{};
};

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
  Script script(task, into.problems);
  for (const std::uint32_t index : task.accounts()) script.add(index);
  into.files.push_back({"access.sql", script.text()});
}

std::vector<Right> mysql_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  std::vector<Right> result;
  for (const std::uint32_t index : account.links) {
    std::string why;
    for (const MysqlGrant& one : mysql_grants(wiring, wiring.links[index], why))
      add_right(result, fmt::format("GRANT {} ON {}", one.privilege, object_of(one)), index);
  }
  return result;
}

}  // namespace portolan::access
