#include <algorithm>
#include <set>
#include <string>

#include <fmt/core.h>

#include "access/postgres_blocks.h"
#include "access/postgres_plan.h"
#include "access/sql_names.h"
#include "system/digest.h"

// PostgreSQL, from version 11: access.sql, which psql runs as the administrator on an empty server or one in use, as often as the
// file changes. Rows say what the chart says; the same statements under them, for every chart, make the server so.

namespace portolan::access {

namespace {

// INSERT INTO table VALUES (…), (…): texts as they are, true and false as the words.
class Rows {
 public:
  explicit Rows(std::string_view table) : table_(table) {}

  template <typename... Fields>
  void add(const Fields&... fields) {
    text_ += text_.empty() ? "  (" : ",\n  (";
    bool first = true;
    ((text_ += first ? "" : ", ", text_ += said(fields), first = false), ...);
    text_ += ')';
  }
  [[nodiscard]] std::string text() const { return text_.empty() ? "" : fmt::format("INSERT INTO {} VALUES\n{};\n", table_, text_); }

 private:
  static std::string said(bool value) { return value ? "true" : "false"; }
  static std::string said(const std::string& value) { return postgres_literal(value); }
  static std::string said(const char* value) { return postgres_literal(value); }

  std::string_view table_;
  std::string text_{};
};

// A word of psql's own: everything that it could read otherwise stands in hexadecimal.
std::string psql_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '=';
    result += plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return result + '\'';
}

// By name alone psql would read `a=b` as more than a name. It takes off double quotes after it has read the word.
std::string connect(std::string_view database) {
  std::string name = "\"dbname='";
  for (const char c : database) {
    if (c == '\'' || c == '\\') name += '\\';
    if (c == '"') name += c;
    name += c;
  }
  return fmt::format("\\connect -reuse-previous=on {}\n", psql_word(name + "'\""));
}

class Script {
 public:
  Script(const PostgresPlan& plan, std::string_view group, bool foreign) : plan_(plan), group_(group), foreign_(foreign) {}

  std::string text() {
    text_ = "-- Accounts and rights, made from the chart. psql runs this as the administrator, again whenever it changes.\n";
    session();
    roles();
    databases();
    for (const auto& [name, database] : plan_.databases) of_database(name, database);
    text_ += postgres_sessions;
    return std::move(text_);
  }

 private:
  void session() {
    text_ += postgres_session;
    text_ += fmt::format("SET portolan.accounts = {};\nSET portolan.owners = {};\nSET portolan.shared = {};\n",
                         postgres_literal(fmt::format("portolan_accounts{}", group_)),
                         postgres_literal(fmt::format("portolan_owners{}", group_)), foreign_ ? "on" : "off");
  }

  void roles() {
    Rows accounts("account"), owners("owner"), memberships("membership");
    for (const PostgresPlan::Account& one : plan_.accounts) accounts.add(one.user, one.verifier, one.given, one.superuser, one.attributes);
    std::set<std::string> names;
    for (const auto& [name, database] : plan_.databases) {
      names.insert(database.owner);
      for (const auto& [schema, owner] : database.schemas) names.insert(owner);
    }
    for (const std::string& name : names) owners.add(name);
    for (const auto& [role, member] : plan_.memberships) memberships.add(role, member);
    text_ += postgres_rows;
    text_ += accounts.text() + owners.text() + memberships.text();
    text_ += postgres_roles;
  }

  void databases() {
    Rows parts("part"), connects("on_database"), settings("setting");
    for (const auto& [name, database] : plan_.databases) {
      text_ += fmt::format(
          "SELECT format('CREATE DATABASE %I OWNER %I', {0}, {1}) WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {0}) \\gexec\n",
          postgres_literal(name), postgres_literal(database.owner));
      parts.add(name, database.owner);
      for (const auto& [account, privilege] : database.on_database) connects.add(name, account, privilege);
      // What an owner makes belongs to the role, so that the right to it does not hang on one login.
      for (const auto& [account, owners] : database.owned_by)
        if (owners.size() == 1) settings.add(name, account, "role", *owners.begin());
      for (const auto& [account, schemas] : database.schemas_of)
        if (schemas.size() == 1 && !schemas.begin()->empty()) settings.add(name, account, "search_path", *schemas.begin());
    }
    text_ +=
        "BEGIN;\n"
        "CREATE TEMP TABLE part (name text, owner text) ON COMMIT DROP;\n"
        "CREATE TEMP TABLE on_database (name text, account text, privilege text) ON COMMIT DROP;\n"
        "CREATE TEMP TABLE setting (name text, account text, key text, value text) ON COMMIT DROP;\n";
    text_ += parts.text() + connects.text() + settings.text();
    text_ += postgres_databases;
  }

  void of_database(const std::string& name, const PostgresPlan::Database& database) {
    text_ += connect(name);
    session();
    text_ += fmt::format("SET portolan.owner = {};\n", postgres_literal(database.owner));
    text_ += postgres_rows_here;
    Rows schemas("namespace"), granted("granted"), named("named"), words("words"), visible("visible"), creators("creator"),
        large_objects("large_object");
    std::set<std::string> makers{database.owner};
    for (const auto& [schema, owner] : database.schemas) {
      schemas.add(schema, owner);
      makers.insert(owner);
    }
    for (const auto& [account, owners] : database.owned_by) makers.insert(account);
    for (const PostgresPlan::Account& one : plan_.accounts)
      if (one.superuser) makers.insert(one.user);
    for (const auto& [account, schema, kind, privilege] : database.granted) granted.add(account, schema, kind, privilege);
    for (const auto& [account, schema, table, privilege] : database.named) named.add(account, schema, table, privilege);
    for (const auto& [account, said] : database.words) words.add(account, said);
    for (const auto& [account, seen] : database.schemas_of)
      for (const std::string& schema : seen)
        if (!only_by_name(database, account, schema)) visible.add(account, schema);
    for (const std::string& one : makers) creators.add(one);
    // What others make in it is the owner's too, before this runs again and gives it to him.
    for (const char* kind : {"TABLES", "SEQUENCES"}) granted.add(database.owner, "", kind, "ALL");
    for (const auto& [schema, owner] : database.schemas)
      if (owner != database.owner)
        for (const char* kind : {"TABLES", "SEQUENCES"}) granted.add(owner, schema, kind, "ALL");
    for (const std::string& one : database.large_objects) large_objects.add(one);
    text_ += schemas.text() + granted.text() + named.text() + words.text() + visible.text() + creators.text() + large_objects.text();
    text_ += postgres_owners;
    text_ += postgres_revokes;
    // Before defaults are set, which would hold for its tables too.
    if (!database.named.empty()) text_ += postgres_by_name;
    text_ += postgres_grants;
    text_ += "COMMIT;\n";
  }

  // Who has tables by their names sees the schemas of those alone.
  static bool only_by_name(const PostgresPlan::Database& database, const std::string& account, const std::string& schema) {
    const auto is = [&](const auto& one) { return std::get<0>(one) == account; };
    return schema.empty() && std::ranges::any_of(database.named, is) && std::ranges::none_of(database.granted, is) &&
           !database.owned_by.contains(account);
  }

  const PostgresPlan& plan_;
  std::string_view group_;
  bool foreign_;
  std::string text_{};
};

}  // namespace

std::string postgres_script(const PostgresPlan& plan, std::string_view group, bool foreign) { return Script(plan, group, foreign).text(); }

void render_postgres(const Task& task, Access& into) {
  const PostgresPlan plan = postgres_plan(task, into.problems);
  // On a server of others a second application has accounts of its own.
  std::string group;
  if (!task.party().deployed) group = fmt::format("_{}", task.wiring.app);
  if (group.size() > 40) group = fmt::format("#{}", system::sha256_hex(group).substr(0, 32));
  into.files.push_back({"access.sql", postgres_script(plan, group, !task.party().deployed)});
}

}  // namespace portolan::access
