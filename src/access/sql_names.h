#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiring/wiring.h"

// Names and texts as SQL reads them, and what all SQL servers read of a link.

namespace portolan::access {

// 'it''s': with a backslash in it E'…', which every setting of a PostgreSQL reads alike.
std::string postgres_literal(std::string_view text);

// What `only` calls a table: NAME or SCHEMA.NAME, each in double quotes where a dot is part of it.
struct TableName {
  std::string schema, table;  // the schema is empty where none is said
};
TableName table_name(std::string_view said);

// The parts that a link reaches: its own, or every one of the server.
std::vector<std::string> databases_of(const wiring::Wiring& wiring, const wiring::Link& link);

// A right in the server's own words is one piece of a GRANT: no second statement, nobody else it goes to. Words are upper case where
// they are letters, spaces and commas alone.
bool fits_grant(std::string_view words);
std::string upper(std::string_view words);

// Characters of UTF-8, the way MySQL counts.
std::size_t characters(std::string_view text);

}  // namespace portolan::access
