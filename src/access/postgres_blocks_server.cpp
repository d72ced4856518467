#include "access/postgres_blocks.h"

// About the whole server. Every name stands in the script as a text and becomes an identifier by format(%I) alone.
//
// Owners of databases may set defaults for whoever connects to theirs, the administrator too. So each session begins by taking back
// those that change what is meant: the role, where functions are found, how texts are read.

namespace portolan::access {

constexpr std::string_view postgres_session = R"sql(\set ON_ERROR_STOP on
\set QUIET on
\encoding UTF8
SET ROLE NONE;
SET search_path = pg_catalog, pg_temp;
SET standard_conforming_strings = on;
SET client_min_messages = warning;
SET default_transaction_read_only = off;
SET statement_timeout = 0;
SET lock_timeout = '10s';
)sql";

constexpr std::string_view postgres_rows = R"sql(BEGIN;
CREATE TEMP TABLE account (name text, verifier text, given boolean, superuser boolean, attributes text) ON COMMIT DROP;
CREATE TEMP TABLE owner (name text) ON COMMIT DROP;
CREATE TEMP TABLE membership (role text, member text) ON COMMIT DROP;
)sql";

constexpr std::string_view postgres_roles = R"sql(DO $portolan$
DECLARE
  accounts text := current_setting('portolan.accounts');
  owners text := current_setting('portolan.owners');
  above boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
  one record;
BEGIN
  FOR one IN SELECT accounts AS name UNION ALL SELECT owners UNION ALL SELECT name FROM owner LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one.name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', one.name);
    END IF;
  END LOOP;
  FOR one IN SELECT account.*, r.oid FROM account LEFT JOIN pg_roles r ON r.rolname = account.name LOOP
    IF one.oid IS NULL THEN
      EXECUTE format('CREATE ROLE %I', one.name);
    ELSIF NOT one.given AND NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                                        WHERE m.member = one.oid AND g.rolname = accounts) THEN
      RAISE EXCEPTION 'there is a role "%" that Portolan did not make', one.name USING HINT = 'Rename it, or name it in the chart as user.';
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', one.name, one.verifier);
    -- Who runs this, and who was there first, stay what they are.
    IF one.name <> current_user AND one.oid IS DISTINCT FROM 10 THEN
      EXECUTE format('ALTER ROLE %I INHERIT NOCREATEDB NOCREATEROLE', one.name);
      IF above THEN
        EXECUTE format('ALTER ROLE %I NOREPLICATION NOBYPASSRLS %s', one.name, CASE WHEN one.superuser THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END);
      ELSIF one.superuser THEN
        EXECUTE format('ALTER ROLE %I CREATEDB CREATEROLE', one.name);
      END IF;
      IF one.attributes <> '' THEN
        EXECUTE format('ALTER ROLE %I %s', one.name, one.attributes);
      END IF;
      EXECUTE format('GRANT %I TO %I', accounts, one.name);
    END IF;
  END LOOP;
  FOR one IN SELECT name FROM owner LOOP
    EXECUTE format('GRANT %I TO %I', owners, one.name);
    IF NOT above THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', one.name);
    END IF;
  END LOOP;
  -- Who is gone keeps nothing.
  FOR one IN SELECT r.rolname AS name FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
             WHERE g.rolname = accounts AND r.rolname NOT IN (SELECT name FROM account) AND r.rolname <> current_user LOOP
    EXECUTE format('ALTER ROLE %I NOLOGIN NOCREATEDB NOCREATEROLE PASSWORD NULL', one.name);
    IF above THEN
      EXECUTE format('ALTER ROLE %I NOSUPERUSER NOREPLICATION NOBYPASSRLS', one.name);
    END IF;
  END LOOP;
  FOR one IN SELECT DISTINCT g.rolname AS role, r.rolname AS member
             FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
             WHERE g.rolname NOT IN (accounts, owners) AND EXISTS (
               SELECT FROM pg_auth_members n JOIN pg_roles o ON o.oid = n.roleid WHERE n.member = m.member AND o.rolname IN (accounts, owners))
               AND (g.rolname, r.rolname) NOT IN (SELECT role, member FROM membership) LOOP
    EXECUTE format('REVOKE %I FROM %I CASCADE', one.role, one.member);
  END LOOP;
  FOR one IN SELECT membership.*, r.oid FROM membership LEFT JOIN pg_roles r ON r.rolname = role LOOP
    IF one.oid IS NULL THEN
      RAISE WARNING 'this server has no role "%" for "%"', one.role, one.member;
    ELSIF one.member <> current_user THEN
      EXECUTE format('GRANT %I TO %I', one.role, one.member);
    END IF;
  END LOOP;
END $portolan$;
COMMIT;
)sql";

constexpr std::string_view postgres_databases = R"sql(DO $portolan$
DECLARE
  accounts text := current_setting('portolan.accounts');
  one record;
BEGIN
  FOR one IN SELECT part.*, pg_get_userbyid(d.datdba) AS owned_by FROM part JOIN pg_database d ON d.datname = part.name LOOP
    IF one.owned_by <> one.owner THEN
      EXECUTE format('ALTER DATABASE %I OWNER TO %I', one.name, one.owner);
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', one.name);
  END LOOP;
  IF NOT current_setting('portolan.shared')::boolean THEN
    REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
  END IF;
  FOR one IN SELECT DISTINCT d.datname, r.rolname
             FROM pg_shdepend s JOIN pg_database d ON d.oid = s.objid JOIN pg_roles r ON r.oid = s.refobjid
             JOIN pg_auth_members m ON m.member = r.oid JOIN pg_roles g ON g.oid = m.roleid
             WHERE s.classid = 'pg_database'::regclass AND s.deptype = 'a' AND g.rolname = accounts LOOP
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM %I CASCADE', one.datname, one.rolname);
  END LOOP;
  FOR one IN SELECT * FROM on_database LOOP
    EXECUTE format('GRANT %s ON DATABASE %I TO %I', one.privilege, one.name, one.account);
  END LOOP;
  FOR one IN SELECT d.datname, r.rolname
             FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase JOIN pg_roles r ON r.oid = s.setrole
             JOIN pg_auth_members m ON m.member = r.oid JOIN pg_roles g ON g.oid = m.roleid WHERE g.rolname = accounts LOOP
    EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET role', one.rolname, one.datname);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET search_path', one.rolname, one.datname);
  END LOOP;
  FOR one IN SELECT setting.* FROM setting JOIN pg_roles r ON r.rolname = account WHERE NOT r.rolsuper LOOP
    IF one.key = 'role' THEN
      EXECUTE format('ALTER ROLE %I IN DATABASE %I SET role = %L', one.account, one.name, one.value);
    ELSE
      EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I, public', one.account, one.name, one.value);
    END IF;
  END LOOP;
END $portolan$;
COMMIT;
)sql";

constexpr std::string_view postgres_sessions =
    R"sql(SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
  JOIN pg_auth_members m ON m.member = r.oid JOIN pg_roles g ON g.oid = m.roleid
  WHERE g.rolname = current_setting('portolan.accounts') AND a.pid <> pg_backend_pid()
    AND (NOT r.rolcanlogin OR NOT has_database_privilege(r.oid, a.datid, 'CONNECT')) \g /dev/null
)sql";

}  // namespace portolan::access
