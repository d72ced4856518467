#pragma once

#include <string_view>

// The parts of the script for PostgreSQL that are the same for every chart: what makes the rows of its tables so.

namespace portolan::access {

extern const std::string_view postgres_session;    // after every connect
extern const std::string_view postgres_rows;       // tables for the rows about the whole server
extern const std::string_view postgres_roles;      // roles, their memberships, who is gone
extern const std::string_view postgres_databases;  // who may connect to what, and with which settings
extern const std::string_view postgres_rows_here;  // tables for the rows about one database
extern const std::string_view postgres_owners;     // schemas, and whose the objects in them are
extern const std::string_view postgres_revokes;    // everything that was granted in this database
extern const std::string_view postgres_grants;     // everything that is granted in it
extern const std::string_view postgres_by_name;    // tables given by their names, also those made later
extern const std::string_view postgres_sessions;   // connections that are no longer allowed

}  // namespace portolan::access
