#include <algorithm>

#include <fmt/core.h>

#include "access/postgres_plan.h"

// What an account of PostgreSQL may do, as the statements that would grant it.

namespace portolan::access {

namespace {

using wiring::Link;

// "orders.created": names that SQL reads otherwise stand in double quotes.
std::string identifier(std::string_view name) {
  const bool plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos && !name.empty() &&
                     (name.front() < '0' || name.front() > '9');
  if (plain) return std::string(name);
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += c;
    result += c;
  }
  return result + '"';
}

class Words {
 public:
  Words(const Link& link, std::uint32_t index, std::vector<Right>& into) : link_(link), index_(index), into_(into) {}

  void of_server() {
    if (link_.access == "admin") say("SUPERUSER");
    if (link_.access == "monitor") say("GRANT pg_monitor");
    for (const std::string& one : link_.grant) {
      const PostgresGrant kind = postgres_grant(one);
      if (kind == PostgresGrant::attribute) say(upper(one));
      if (kind == PostgresGrant::role) say(fmt::format("GRANT {}", one));
    }
  }

  void of_database(const std::string& database) {
    const std::string name = identifier(database);
    say(fmt::format("GRANT CONNECT ON DATABASE {}", name));
    const std::string place = link_.schema.empty() ? fmt::format("IN DATABASE {}", name)
                                                   : fmt::format("IN SCHEMA {} OF DATABASE {}", identifier(link_.schema), name);
    if (link_.access == "own")
      say(link_.schema.empty() ? fmt::format("OWNER OF DATABASE {}", name)
                               : fmt::format("OWNER OF SCHEMA {} OF DATABASE {}", identifier(link_.schema), name));
    if (link_.access == "read") tables("SELECT", name, place);
    if (link_.access == "write") {
      tables("SELECT, INSERT, UPDATE, DELETE", name, place);
      if (link_.only.empty()) say(fmt::format("GRANT USAGE, SELECT ON ALL SEQUENCES {}", place));
    }
    for (const std::string& one : link_.grant) {
      const PostgresGrant kind = postgres_grant(one);
      if (kind == PostgresGrant::on_tables) tables(upper(one), name, place);
      if (kind == PostgresGrant::on_sequences) say(fmt::format("GRANT {} ON ALL SEQUENCES {}", upper(one), place));
      if (kind == PostgresGrant::on_routines) say(fmt::format("GRANT {} ON ALL ROUTINES {}", upper(one), place));
      if (kind == PostgresGrant::on_database) say(fmt::format("GRANT {} ON DATABASE {}", upper(one), name));
      if (kind == PostgresGrant::words) say(fmt::format("GRANT {} OF DATABASE {}", one, name));
    }
  }

 private:
  void say(std::string words) { add_right(into_, std::move(words), index_); }

  void tables(const std::string& privileges, const std::string& database, const std::string& place) {
    if (link_.only.empty()) say(fmt::format("GRANT {} ON ALL TABLES {}", privileges, place));
    for (const std::string& one : link_.only) {
      const TableName table = postgres_table(link_, one);
      say(fmt::format("GRANT {} ON TABLE {}.{} OF DATABASE {}", privileges, identifier(table.schema), identifier(table.table), database));
    }
  }

  const Link& link_;
  std::uint32_t index_;
  std::vector<Right>& into_;
};

}  // namespace

std::vector<Right> postgres_rights(const wiring::Wiring& wiring, const wiring::Account& account) {
  std::vector<Right> result;
  for (const std::uint32_t index : account.links) {
    const Link& link = wiring.links[index];
    Words words(link, index, result);
    words.of_server();
    for (const std::string& database : databases_of(wiring, link)) words.of_database(database);
  }
  return result;
}

}  // namespace portolan::access
