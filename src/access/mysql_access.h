#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/renderers.h"

namespace portolan::access {

// One right on everything ("*"), on a database, or on a table of it. ALL is every right there is on that.
struct MysqlGrant {
  std::string database, table;  // empty: all
  std::string privilege;
  friend auto operator<=>(const MysqlGrant&, const MysqlGrant&) = default;
};
// What a link gives; `why` says what cannot be said of it.
std::vector<MysqlGrant> mysql_grants(const wiring::Wiring& wiring, const wiring::Link& link, std::string& why);

// `na``me`, and the name as a pattern that it alone matches: `_` and `%` stand for others in the name of a database in a GRANT.
std::string mysql_identifier(std::string_view name);
std::string mysql_pattern(std::string_view database);
std::string mysql_literal(std::string_view text);

extern const std::string_view mysql_procedures;  // what makes the rows so

}  // namespace portolan::access
