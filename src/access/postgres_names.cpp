#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "access/postgres_plan.h"
#include "system/digest.h"

// Names of PostgreSQL have at most 63 bytes. The server cuts longer ones, which makes two of one: they never reach it.

namespace portolan::access {

namespace {

constexpr std::size_t longest = 63;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

std::string postgres_refuses(std::string_view name, PostgresName what) {
  const bool is_role = what == PostgresName::role, is_schema = what == PostgresName::schema;
  if (name.empty()) return "has no empty names";
  if (name.size() > longest) return fmt::format("cuts names after 63 bytes, and so cannot have `{}`", name);
  if (name.find('\0') != std::string_view::npos) return "has no names with a zero byte";
  if ((is_role || is_schema) && name.starts_with("pg_")) return fmt::format("keeps names that begin with `pg_` for itself: `{}`", name);
  if (is_role && is_one_of(name, {"public", "none"})) return fmt::format("has no role named `{}`: it is a word of the language", name);
  if ((is_role && name.starts_with("portolan_")) || (is_schema && name == "portolan_access"))
    return fmt::format("has that name for Portolan's own: `{}`", name);
  if (what == PostgresName::database && is_one_of(name, {"template0", "template1"}))
    return fmt::format("copies `{}` into every new database", name);
  if (is_schema && name == "information_schema") return "has its own tables in `information_schema`";
  return {};
}

std::string postgres_owner(std::string_view database, std::string_view schema) {
  constexpr std::string_view prefix = "portolan_owner_";
  const std::string plain = schema.empty() ? std::string(database) : fmt::format("{}/{}", database, schema);
  const bool ambiguous = database.find('/') != std::string_view::npos;
  if (!ambiguous && prefix.size() + plain.size() <= longest) return fmt::format("{}{}", prefix, plain);
  // The length in front keeps `a/b`, a database, apart from `b` in `a`; `#` keeps both from names written in full.
  const std::string hash = system::sha256_hex(fmt::format("{} {}", database.size(), plain)).substr(0, 32);
  return fmt::format("{}#{}", prefix, hash);
}

TableName postgres_table(const wiring::Link& link, std::string_view said) {
  TableName result = table_name(said);
  if (result.schema.empty()) result.schema = link.schema.empty() ? "public" : link.schema;
  return result;
}

PostgresGrant postgres_grant(std::string_view words) {
  const std::string word = upper(words);
  if (is_one_of(word, {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"}))
    return PostgresGrant::on_tables;
  if (word == "USAGE") return PostgresGrant::on_sequences;
  if (word == "EXECUTE") return PostgresGrant::on_routines;
  if (is_one_of(word, {"TEMPORARY", "TEMP", "CREATE"})) return PostgresGrant::on_database;
  if (is_one_of(word, {"CREATEDB", "CREATEROLE", "REPLICATION", "BYPASSRLS"})) return PostgresGrant::attribute;
  if (words.starts_with("pg_") && words.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos)
    return PostgresGrant::role;
  if (fits_grant(words) && fmt::format(" {} ", words).find_first_of(' ', 1) < words.size()) {
    std::string padded;
    for (const char c : words) padded += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (padded.find(" ON ") != std::string::npos) return PostgresGrant::words;
  }
  return PostgresGrant::unknown;
}

}  // namespace portolan::access
